/** An instant to count from, and others as the database gives them. */
export const NOW = Temporal.Instant.from('2026-05-06T07:00:00Z')
export const inSeconds = (seconds: number): Date => new Date(NOW.epochMilliseconds + seconds * 1000)
