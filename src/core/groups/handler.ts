/**
 * The group to which issues are brought that the chairs can't settle among themselves, and that handles them in its
 * meetings and calls (January 2026 report, clause 3.1.3).
 */
export const HANDLER = 'WP2'
