/** A daily digest as a message: one line for each notice in it, with the commands that its own message would offer. */
import { z } from 'zod'
import { type Action, cmd, heading, list, type Message, note } from '../messages/message.ts'
import { fairShares } from '../text/shares.ts'
import { type CommandSpan, joinText, phrase, type Text, toWords, writeCommand } from '../text/spans.ts'
import type { Presenter, Presenters, View } from './notice.ts'

const schema = z.object({ notices: z.array(z.string()) })

/** At most so many characters of each notice; its command shows the rest. */
const MOST_OF_ONE = 400
/** At most so many commands for each notice. */
const MOST_COMMANDS = 2

/** Puts the notices kept for somebody into one message. Where all but one are over, that one is shown as it is. */
export const dailyDigestPresenter =
  (presenters: Presenters): Presenter =>
  async (data: unknown, view: View): Promise<Message | undefined> => {
    const { notices } = schema.parse(data)
    const rows = await view.tx.notice.findMany({
      where: { id: { in: notices.map(BigInt) } },
      orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    })
    const messages: Message[] = []
    for (const row of rows) {
      if (row.expiresAt !== null && row.expiresAt.getTime() <= view.now.epochMilliseconds) continue
      const message = await presenters[row.kind]?.(row.data as never, view)
      if (message) messages.push(message)
    }
    if (messages.length < 2) return messages[0]
    const title = `Your daily digest: ${messages.length} messages`
    const commands = messages.map(commandsOf)
    // Several messages on one entry are followed by its commands once.
    const lines = messages.map((message, i) => {
      const isSaidLater = commands.slice(i + 1).some(later => isSame(later, commands[i]!))
      return lineOf(message, isSaidLater ? [] : commands[i]!)
    })
    return {
      summary: phrase`${title}. ${joinText(lines, ' ')}`,
      blocks: [
        heading(title),
        list(lines),
        note(
          phrase`${cmd('waiting')} shows what waits for you. ${cmd('prefer', { digest: 'off' })} brings each message at once again.`,
        ),
      ],
    }
  }

const isSame = (a: readonly CommandSpan[], b: readonly CommandSpan[]): boolean =>
  a.map(span => writeCommand(span, '')).join() === b.map(span => writeCommand(span, '')).join()

/** The text of a message, and the commands with which its reader goes on. */
function lineOf(message: Message, commands: readonly CommandSpan[]): Text {
  const words = toWords(message.summary)
  const [share] = fairShares([words], MOST_OF_ONE)
  const said: Text = share!.isShortened ? share!.text : message.summary
  return commands.length === 0
    ? said
    : phrase`${said} ${joinText(
        commands.map(c => [c]),
        ', ',
      )}`
}

/** Its first buttons as commands, and the one that shows it whole. */
function commandsOf({ blocks, whole }: Message): CommandSpan[] {
  const buttons = blocks.flatMap(block => (block.kind === 'actions' ? block.actions.map(toCommand) : []))
  const all = [...buttons.slice(0, MOST_COMMANDS), ...(whole ? [whole] : [])]
  return [...new Map(all.map(span => [writeCommand(span, ''), span])).values()].slice(0, MOST_COMMANDS)
}

/** The command of a button for the entry that it names. The rest is asked again: by then something else may stand there. */
const toCommand = ({ invocation: { path, options } }: Action): CommandSpan =>
  cmd(
    path,
    Object.fromEntries(
      Object.entries(options).filter(
        (o): o is [string, string] => typeof o[1] === 'string' && /^[A-Z]+-\d+$/.test(o[1]),
      ),
    ),
  )
