/** The time of day in Geneva at which whatever can wait is sent. */
export const MORNING = '09:00'
