/** Shown beside a field whose value everybody can read, without being known here. */
export const SHOWN_OUTSIDE = 'Everybody who reads the open calendar can see this.'
