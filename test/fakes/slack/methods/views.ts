/** views.open and views.publish. */
import type { Args } from '../http.ts'
import type { FakeSlack } from '../server.ts'
import { faultsOfHome, faultsOfView } from '../validate.ts'
import { refuse } from './refusal.ts'

export function openView(slack: FakeSlack, args: Args): Args {
  const id = String(args.trigger_id)
  const trigger = slack.triggers.get(id)
  if (!trigger) return refuse('invalid_trigger_id')
  if (trigger.expired) return refuse('expired_trigger_id')
  if (trigger.used) return refuse('exchanged_trigger_id')
  const view = args.view as Args
  const faults = faultsOfView(view)
  if (faults.length > 0) return refuse('invalid_arguments', faults)
  trigger.used = true
  const modal = { id: slack.workspace.id('V'), hash: slack.workspace.ts(), view, account: trigger.account }
  slack.workspace.modals.set(modal.id, modal)
  slack.saw({ kind: 'modal', modal, by: id })
  return { ok: true, view: { ...view, id: modal.id, hash: modal.hash } }
}

/** Over a window that is open. */
export const pushView = (slack: FakeSlack, args: Args): Args => {
  const trigger = slack.triggers.get(String(args.trigger_id))
  const isOpen = slack.workspace.modals.values().some(modal => modal.account === trigger?.account)
  return isOpen ? openView(slack, args) : refuse('invalid_trigger_id')
}

export function publishHome(slack: FakeSlack, args: Args): Args {
  const account = String(args.user_id)
  const { users, homes } = slack.workspace
  if (!users.has(account)) return refuse('user_not_found')
  if (!slack.homeEnabled) return refuse('not_enabled')
  const view = args.view as Args
  const faults = faultsOfHome(view)
  if (faults.length > 0)
    return refuse(faults.includes('view_too_large') ? 'view_too_large' : 'invalid_arguments', faults)
  const known = homes.get(account)
  if (args.hash !== undefined && args.hash !== known?.hash) return refuse('hash_conflict')
  const home = { id: known?.id ?? slack.workspace.id('V'), hash: slack.workspace.ts(), view }
  homes.set(account, home)
  slack.changed()
  return { ok: true, view: { ...view, id: home.id, hash: home.hash } }
}
