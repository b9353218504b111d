/** A database that can't be reached is an event and no defect of ours: people wait, and the log needs no stack. */

// Codes of Prisma (P…), of PostgreSQL (57P…: shut down, crashed, starting; 53300: no connection left) and of sockets;
// in a transaction, for SQL of our own and from a pooler, only the words come through.
const UNREACHABLE = new RegExp(
  [
    /\b(P1001|P1002|P1008|P1017|P2024|P2037|57P01|57P02|57P03|53300|08000|08001|08003|08006)\b/,
    /\b(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)\b/,
    /Can't reach database server|Server has closed|Connection terminated|not queryable|Query read timeout/,
    /timeout exceeded when trying to connect|Too many database connections opened|Operation has timed out/,
    /server_login_retry|server conn crashed|query_wait_timeout|pgbouncer cannot connect|server login failed/,
    /Unable to start a transaction in the given time/,
  ]
    .map(each => each.source)
    .join('|'),
)

/** Whether `error` says that the database can't be reached at the moment: try again later. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (UNREACHABLE.test(`${code} ${error.message}`)) return true
  // An address with two IP versions fails with one error for each.
  return error instanceof AggregateError ? error.errors.some(isUnreachable) : isUnreachable(error.cause)
}

/**
 * The words of `error` for the log. When the database can't be reached, this is the last line alone: what the server or
 * the network said. Otherwise it is the whole stack, which leads to a defect of ours.
 */
export function forLog(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (!isUnreachable(error)) return error.stack ?? error.message
  const line = error.message.trim().split('\n').at(-1)
  // An address with two IP versions fails with an error without words.
  return line || String('code' in error ? error.code : error.name)
}
