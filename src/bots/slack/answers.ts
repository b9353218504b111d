/** Answers to people: where they gave the command, or else to them alone. */
import type { WebClient } from '@slack/web-api'
import { request } from 'undici'
import type { Reply } from '../../core/desk/port.ts'
import type { Invocation } from '../../core/grammar/invocation.ts'
import type { Log } from '../../core/log.ts'
import { type File, type Message, note, phrase } from '../../core/messages/message.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { abortAfter, after } from '../../timing.ts'
import { toDeliveryFault } from './faults.ts'
import { sendFiles } from './file.ts'
import { errorWords } from './logger.ts'
import { plain, type Rendered } from './render.ts'
import { type Packer, renderPacked } from './send.ts'

/** Somebody who waits for an answer, and the ways to them. */
export interface Asker {
  caller: Caller
  responseUrl?: string | undefined
  /** Whether an answer may replace an earlier one. An answer to a button would replace the button's message. */
  replaceable: boolean
  /** The thread in which the bot was mentioned. */
  thread?: string | undefined
  /** A button on a page or in a window brings it: the right to show a window over it, for three seconds. */
  window?: { trigger: string; over: 'page' | 'window' }
  /** The command that was run for them. */
  executed?: { invocation: Invocation; interaction: string }
}

export interface Answers {
  /**
   * Does `work` and shows its reply, if any. When that takes long, shows first that it is being worked on.
   * Returns whether the reply could be shown.
   */
  during(asker: Asker, work: () => Promise<Reply | undefined>): Promise<boolean>
}

export interface AnswerOptions {
  client: WebClient
  desk: Packer
  log: Log
  timeoutMs: number
  progressAfterMs: number
}

const WORKING = 'Working on it…'

const fileNote = (files: readonly File[]): string =>
  `You find the ${files.length === 1 ? 'file' : 'files'} in your direct messages with this bot.`

/** The message that a file could not be sent; names them, for nothing else about the command went wrong. */
const describeMissing = (files: readonly File[]): string =>
  `${files.map(({ name }) => name).join(' and ')} could not be sent. Please give the command again; if it happens again, tell the people who run this bot.`

const WITHOUT_PREVIEWS = { unfurl_links: false, unfurl_media: false }

export function createAnswers({ client, desk, log, timeoutMs, progressAfterMs }: AnswerOptions): Answers {
  const respond = (url: string, body: object) => postAnswer(url, body, timeoutMs)

  /** Says that it is being worked on. Returns whether that arrived. */
  const sayWorking = async (url: string): Promise<boolean> => {
    try {
      await respond(url, { response_type: 'ephemeral', replace_original: false, text: WORKING })
      return true
    } catch (error) {
      log.warn(
        { error: errorWords(error) },
        'Slack: the note that a command is being worked on did not arrive',
      )
      return false
    }
  }

  const showReply = async (asker: Asker, reply: Reply, wasWorking: boolean) => {
    const files = findFilesToSend(reply.message)
    const message = files.length > 0 ? withFileNote(reply.message, files) : reply.message
    const rendered = await renderPacked(message, desk, asker.caller)
    const forAll = reply.answer === 'channel' && !reply.refused
    const { account, channel, place } = asker.caller
    const inThread = asker.thread !== undefined && { thread_ts: asker.thread }
    const replace = wasWorking && asker.replaceable
    const ways: Way[] = []
    const { window } = asker
    if (window) ways.push({ forAll: false, send: () => showWindow(client, window, rendered) })
    if (asker.responseUrl) {
      const url = asker.responseUrl
      ways.push({ forAll, send: () => respondWith(url, rendered, forAll, replace) })
    }
    if (forAll && channel)
      ways.push({
        forAll,
        send: () => client.chat.postMessage({ channel, ...rendered, ...inThread, ...WITHOUT_PREVIEWS }),
      })
    // A direct message is private already, and an ephemeral answer would be gone there the next day.
    if (channel && place !== 'direct')
      ways.push({
        forAll: false,
        send: () => client.chat.postEphemeral({ channel, user: account, ...rendered, ...inThread }),
      })
    ways.push({
      forAll: false,
      send: () => client.chat.postMessage({ channel: account, ...rendered, ...WITHOUT_PREVIEWS }),
    })
    return tryInTurn(ways)
  }

  /** A private answer can't carry a file on Slack, so it goes to the direct messages. */
  const deliverFiles = async ({ account }: Caller, files: readonly File[]) => {
    try {
      await sendFiles(client, account, files, timeoutMs)
    } catch (error) {
      log.error({ error: errorWords(error) }, 'Slack: a file could not be sent')
      await client.chat
        .postMessage({ channel: account, text: describeMissing(files) })
        .catch((again: unknown) =>
          log.error(
            { error: errorWords(again) },
            'Slack: the note that a file is missing did not arrive either',
          ),
        )
    }
  }

  const respondWith = async (url: string, rendered: Rendered, forAll: boolean, replace: boolean) => {
    const response_type = forAll ? 'in_channel' : 'ephemeral'
    // Slack can't make a private message public: the note of progress is deleted, and the answer is a new message.
    await respond(url, {
      response_type,
      replace_original: replace && !forAll,
      ...rendered,
      ...WITHOUT_PREVIEWS,
    })
    if (replace && forAll)
      await respond(url, { delete_original: true }).catch((error: unknown) =>
        log.warn({ error: errorWords(error) }, 'Slack: the note of progress could not be deleted'),
      )
  }

  const tryInTurn = async (ways: Way[]): Promise<boolean> => {
    let maybeShown = false
    for (const way of ways) {
      // It may be in the channel already, and isn't posted there twice.
      if (way.forAll && maybeShown) continue
      try {
        await way.send()
        return true
      } catch (error) {
        maybeShown ||= toDeliveryFault(error).outcome === 'unknown' && !(error instanceof Refused)
        log.warn({ error: errorWords(error) }, 'Slack: an answer did not arrive; trying another way')
      }
    }
    log.error({}, 'Slack: an answer could not be shown in any way')
    return false
  }

  return {
    async during(asker, work) {
      let working: Promise<boolean> | undefined
      const { responseUrl } = asker
      const cancel = responseUrl
        ? after(progressAfterMs, () => (working = sayWorking(responseUrl)))
        : () => {}
      try {
        const reply = await work()
        cancel()
        const wasWorking = (await working) ?? false
        if (reply) {
          const shown = await showReply(asker, reply, wasWorking)
          const files = findFilesToSend(reply.message)
          if (files.length > 0) await deliverFiles(asker.caller, files)
          return shown
        }
        if (wasWorking && asker.replaceable && responseUrl)
          await respond(responseUrl, { delete_original: true })
        return true
      } finally {
        cancel()
      }
    },
  }
}

/** An answer as a window over the page or the window with the button. Throws Slack's error. */
const showWindow = (
  client: WebClient,
  { trigger, over }: NonNullable<Asker['window']>,
  { blocks }: Rendered,
): Promise<unknown> => {
  const view = { type: 'modal' as const, title: plain('intersg', 24), close: plain('Close', 24), blocks }
  return over === 'page'
    ? client.views.open({ trigger_id: trigger, view })
    : client.views.push({ trigger_id: trigger, view })
}

/** The files that somebody asked for, but for those to which there is a link. */
const findFilesToSend = ({ files = [] }: Message): File[] =>
  files.filter(file => file.asked && file.url === undefined)

const withFileNote = ({ summary, blocks, ...rest }: Message, files: readonly File[]): Message => ({
  ...rest,
  summary: phrase`${summary} ${fileNote(files)}`,
  blocks: [...blocks, note(fileNote(files))],
})

interface Way {
  forAll: boolean
  send(): Promise<unknown>
}

/** Slack refused an answer: its address has expired or was used too often, or the answer is malformed. */
class Refused extends Error {}

/** Bolt's own `respond` has no time limit, and objects of `fetch` stay in memory until a full garbage collection. */
const postAnswer = (url: string, body: object, timeoutMs: number): Promise<void> =>
  abortAfter(timeoutMs, async signal => {
    const { statusCode, body: answer } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    })
    const text = await answer.text()
    if (statusCode >= 500) throw new Error(`Slack answered with HTTP ${statusCode}`)
    if (statusCode >= 300 || /"ok"\s*:\s*false/.test(text.slice(0, 200)))
      throw new Refused(`Slack refused the answer (HTTP ${statusCode}: ${text.slice(0, 200)})`)
  })
