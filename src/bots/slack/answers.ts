/** Answers to people: where they gave the command, else to them alone. */
import type { WebClient } from '@slack/web-api'
import { request } from 'undici'
import type { Reply } from '../../core/desk/port.ts'
import type { Invocation } from '../../core/grammar/invocation.ts'
import type { Log } from '../../core/log.ts'
import { type File, type Message, note } from '../../core/messages/message.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { abortAfter, after } from '../../timing.ts'
import { toDeliveryFault } from './faults.ts'
import { sendFile } from './file.ts'
import { errorWords } from './logger.ts'
import type { Rendered } from './render.ts'
import { type Packer, renderPacked } from './send.ts'

/** Somebody who waits for an answer, and the ways to them. */
export interface Asker {
  caller: Caller
  responseUrl?: string | undefined
  /** Answers through the address can take each other's place. Those of a button would replace its message. */
  replaceable: boolean
  /** The command that was run for them. */
  executed?: { invocation: Invocation; interaction: string }
}

export interface Answers {
  /**
   * Carries out `work` and shows what it gives, if anything; when that takes long, first a word that it is under way.
   * Gives whether it could be shown.
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

const FILE_COMES = 'The file comes in your direct messages with this bot.'

const NO_FILE = 'The calendar file could not be given here; please tell those who run this bot.'

const QUIET = { unfurl_links: false, unfurl_media: false }

export function createAnswers({ client, desk, log, timeoutMs, progressAfterMs }: AnswerOptions): Answers {
  const respond = (url: string, body: object) => postAnswer(url, body, timeoutMs)

  /** Says that work is under way; gives whether it was said. */
  const sayWorking = async (url: string): Promise<boolean> => {
    try {
      await respond(url, { response_type: 'ephemeral', replace_original: false, text: WORKING })
      return true
    } catch (error) {
      log.warn({ error: errorWords(error) }, 'Slack: the word that work is under way did not arrive')
      return false
    }
  }

  const give = async (asker: Asker, reply: Reply, wasWorking: boolean) => {
    const message = fileToSend(reply.message) ? withWord(reply.message) : reply.message
    const rendered = await renderPacked(message, desk, asker.caller)
    const forAll = reply.answer === 'channel' && !reply.refused
    const { account, channel } = asker.caller
    const replace = wasWorking && asker.replaceable
    const ways: Way[] = []
    if (asker.responseUrl) {
      const url = asker.responseUrl
      ways.push({ forAll, send: () => respondWith(url, rendered, forAll, replace) })
    }
    if (forAll && channel)
      ways.push({ forAll, send: () => client.chat.postMessage({ channel, ...rendered, ...QUIET }) })
    if (channel)
      ways.push({
        forAll: false,
        send: () => client.chat.postEphemeral({ channel, user: account, ...rendered }),
      })
    ways.push({
      forAll: false,
      send: () => client.chat.postMessage({ channel: account, ...rendered, ...QUIET }),
    })
    return firstThatWorks(ways)
  }

  /** A private answer can carry no file on Slack: it comes in the direct messages. */
  const giveFile = async ({ account }: Caller, file: File) => {
    try {
      await sendFile(client, account, file, timeoutMs)
    } catch (error) {
      log.error({ error: errorWords(error) }, 'Slack: a file could not be given')
      await client.chat
        .postMessage({ channel: account, text: NO_FILE })
        .catch((again: unknown) => log.error({ error: errorWords(again) }, 'Slack: nor could that be said'))
    }
  }

  const respondWith = async (url: string, rendered: Rendered, forAll: boolean, replace: boolean) => {
    const response_type = forAll ? 'in_channel' : 'ephemeral'
    // Slack can't make a private message public: the word of progress goes, and the answer is a new one.
    await respond(url, { response_type, replace_original: replace && !forAll, ...rendered, ...QUIET })
    if (replace && forAll)
      await respond(url, { delete_original: true }).catch((error: unknown) =>
        log.warn({ error: errorWords(error) }, 'Slack: the word of progress could not be taken away'),
      )
  }

  const firstThatWorks = async (ways: Way[]): Promise<boolean> => {
    let maybeShown = false
    for (const way of ways) {
      // What may stand in the channel already is not said there twice.
      if (way.forAll && maybeShown) continue
      try {
        await way.send()
        return true
      } catch (error) {
        maybeShown ||= toDeliveryFault(error).outcome === 'uncertain' && !(error instanceof Refused)
        log.warn({ error: errorWords(error) }, 'Slack: an answer did not arrive; trying another way')
      }
    }
    log.error({}, 'Slack: an answer could not be given in any way')
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
          const shown = await give(asker, reply, wasWorking)
          const file = fileToSend(reply.message)
          if (file) await giveFile(asker.caller, file)
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

/** The file that somebody asked for and has no link to. */
const fileToSend = ({ file }: Message): File | undefined =>
  file?.asked && file.url === undefined ? file : undefined

const withWord = ({ summary, blocks, ...rest }: Message): Message => ({
  ...rest,
  summary: `${summary} ${FILE_COMES}`,
  blocks: [...blocks, note(FILE_COMES)],
})

interface Way {
  forAll: boolean
  send(): Promise<unknown>
}

/** Slack took no answer: the address has expired or was used too often, or the answer is not as Slack wants it. */
class Refused extends Error {}

/** Bolt's own `respond` would wait for ever; what `fetch` makes stays in memory until a collection of all of it. */
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
