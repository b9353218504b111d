/** The desk with a stopwatch: how long each command takes from its coming in to its answer. */

import type { Desk } from './core/desk/port.ts'
import type { Metrics } from './metrics.ts'

export function meteredDesk<D extends Desk>(desk: D, metrics: Metrics): D {
  // A mistyped command must not become a name in the metrics.
  const declared = new Set(desk.catalog.map(spec => spec.path))
  return {
    ...desk,
    async execute(invocation, caller, interaction) {
      const began = performance.now()
      const reply = await desk.execute(invocation, caller, interaction)
      const how = reply.failed ? 'failed' : reply.refused ? 'refused' : 'done'
      const command = declared.has(invocation.path) ? invocation.path : 'unknown'
      metrics.answered(caller.platform, command, how, (performance.now() - began) / 1000)
      return reply
    },
  }
}
