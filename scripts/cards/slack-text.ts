/** Slack's two markups of text as HTML, as the app shows them. */
import type { types } from '@slack/bolt'
import { escaped, lines } from './html.ts'
import { daysUntil, said, timeOf } from './reader.ts'

/** Elements of rich text. `now`: when they are read. */
export const richHtml = (elements: readonly types.RichTextElement[], now: Temporal.Instant): string =>
  elements.map(element => elementHtml(element, now)).join('')

function elementHtml(element: types.RichTextElement, now: Temporal.Instant): string {
  switch (element.type) {
    case 'text': {
      const text = lines(element.text)
      if (element.style?.code) return `<code>${text}</code>`
      return element.style?.bold ? `<b>${text}</b>` : text
    }
    case 'link':
      return `<a>${escaped(element.text ?? element.url)}</a>`
    case 'date':
      return escaped(dateText(element.timestamp, element.format, now))
    default:
      throw new Error(`The pictures know no rich text of type "${element.type}".`)
  }
}

const MRKDWN =
  /<!date\^(?<at>\d+)\^(?<format>[^|]+)\|[^>]*>|<(?<url>https?:[^|>]+)(?:\|(?<label>[^>]*))?>|\*(?<bold>[^*\n]+)\*|`(?<code>[^`\n]+)`/g

/** The mrkdwn of small print, which is escaped already. */
export const mrkdwnHtml = (text: string, now: Temporal.Instant): string =>
  text
    .replaceAll('\n', '<br>')
    .replace(MRKDWN, (...found) => {
      const { at, format, url, label, bold, code } = found.at(-1) as Record<string, string | undefined>
      if (at !== undefined) return escaped(dateText(Number(at), format!, now))
      if (url !== undefined) return `<a>${label ?? url}</a>`
      return bold !== undefined ? `<b>${bold}</b>` : `<code>${code}</code>`
    })
    .replaceAll('\u200b', '')

/** A date as Slack puts its format into words: days nearby by name. */
function dateText(seconds: number, format: string, now: Temporal.Instant): string {
  const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
  const near = new Map([
    [-1, 'Yesterday'],
    [0, 'Today'],
    [1, 'Tomorrow'],
  ]).get(daysUntil(at, now))
  return format
    .replaceAll('{date_long_pretty}', near ?? longDate(at))
    .replaceAll('{time}', timeOf(at))
    .replaceAll('{ago}', daysUntil(at, now) === 0 ? 'today' : `in ${daysUntil(at, now)} days`)
    .replaceAll(/\{\w+\}/g, token => {
      throw new Error(`The pictures don't know Slack's date format ${token}.`)
    })
}

/** "Wednesday, May 13th, 2026" */
function longDate(at: Temporal.Instant): string {
  const day = Number(said(at, { day: 'numeric' }))
  const ending = { one: 'st', two: 'nd', few: 'rd' }[ORDINAL.select(day) as string] ?? 'th'
  const [weekday, month, year] = [{ weekday: 'long' }, { month: 'long' }, { year: 'numeric' }] as const
  return `${said(at, weekday)}, ${said(at, month)} ${day}${ending}, ${said(at, year)}`
}

const ORDINAL = new Intl.PluralRules('en', { type: 'ordinal' })
