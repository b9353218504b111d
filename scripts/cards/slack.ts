/** Messages of the Slack bot as HTML, drawn from the blocks themselves. */
import type { types } from '@slack/bolt'
import type { Rendered } from '../../src/bots/slack/render.ts'
import { escaped, lines } from './html.ts'
import { timeOf } from './reader.ts'
import { mrkdwnHtml, richHtml } from './slack-text.ts'

/** A message in a channel. `hidden`: only the reader sees it. */
export function slackMessage(
  { blocks }: Rendered,
  at: Temporal.Instant,
  { hidden }: { hidden: boolean },
): string {
  const body = blocks.map(block => blockHtml(block, at)).join('')
  return `<article class="message">
    <div class="face" aria-hidden="true">sg</div>
    <div class="said">
      ${hidden ? '<p class="hidden">Only visible to you</p>' : ''}
      <header><b>intersg</b><span class="app">APP</span><time>${timeOf(at)}</time></header>
      ${body}
    </div>
  </article>`
}

/** The Home tab: what the bot publishes, without anybody who says it. */
export const slackHome = ({ blocks }: Rendered, at: Temporal.Instant): string =>
  `<article class="message"><div class="said">${blocks.map(block => blockHtml(block, at)).join('')}</div></article>`

function blockHtml(block: types.KnownBlock, now: Temporal.Instant): string {
  switch (block.type) {
    case 'header':
      return `<h3>${escaped(block.text.text)}</h3>`
    case 'rich_text':
      return block.elements.map(part => partHtml(part, now)).join('')
    case 'context':
      return `<p class="context">${block.elements.map(e => contextHtml(e, now)).join(' ')}</p>`
    case 'actions':
      return `<div class="actions">${block.elements.map(buttonHtml).join('')}</div>`
    default:
      throw new Error(`The pictures know no block of type "${block.type}".`)
  }
}

function partHtml(part: types.RichTextBlockElement, now: Temporal.Instant): string {
  switch (part.type) {
    case 'rich_text_section':
      return `<p>${richHtml(part.elements, now)}</p>`
    case 'rich_text_quote':
      return `<blockquote>${richHtml(part.elements, now)}</blockquote>`
    case 'rich_text_list':
      return `<ul>${part.elements.map(item => `<li>${'elements' in item ? richHtml(item.elements as types.RichTextElement[], now) : ''}</li>`).join('')}</ul>`
    default:
      throw new Error(`The pictures know no rich text of type "${part.type}".`)
  }
}

function contextHtml(element: types.ContextBlock['elements'][number], now: Temporal.Instant): string {
  if (element.type !== 'mrkdwn')
    throw new Error(`The pictures know no small print of type "${element.type}".`)
  return mrkdwnHtml(element.text, now)
}

function buttonHtml(element: types.ActionsBlock['elements'][number]): string {
  if (element.type !== 'button') throw new Error(`The pictures know no action of type "${element.type}".`)
  return `<button class="${element.style ?? 'plain'}">${escaped(element.text.text)}</button>`
}

/** A form, as a window of its own. */
export const slackModal = (view: types.ModalView, at: Temporal.Instant): string => `<article class="modal">
    <header><b>${escaped(view.title.text)}</b><span class="shut">✕</span></header>
    <div class="fields">${(view.blocks as types.KnownBlock[]).map(block => inputHtml(block, at)).join('')}</div>
    <footer><button class="plain">${escaped(view.close?.text ?? 'Cancel')}</button>
      <button class="primary">${escaped(view.submit?.text ?? 'Submit')}</button></footer>
  </article>`

function inputHtml(block: types.KnownBlock, now: Temporal.Instant): string {
  if (block.type === 'section') return `<p>${mrkdwnHtml(block.text?.text ?? '', now)}</p>`
  if (block.type !== 'input') throw new Error(`The pictures know no field of type "${block.type}".`)
  const optional = block.optional ? ' <span class="optional">(optional)</span>' : ''
  return `<label>${escaped(block.label.text)}${optional}</label>${elementHtml(block.element)}`
}

function elementHtml(element: types.InputBlockElement): string {
  const hint = 'placeholder' in element ? (element.placeholder?.text ?? '') : ''
  const held = (value: string | undefined, otherwise: string, kind: string) =>
    `<div class="input ${kind}${value ? '' : ' empty'}">${lines(value ?? (hint || otherwise))}</div>`
  switch (element.type) {
    case 'plain_text_input':
      return held(element.initial_value, '\u00a0', element.multiline ? 'tall' : '')
    case 'static_select':
      return held(element.initial_option?.text.text, 'Select an option', 'select')
    case 'multi_static_select':
      return held(element.initial_options?.map(o => o.text.text).join(', '), 'Select options', 'select')
    case 'datepicker':
      return held(element.initial_date, 'Select a date', 'select')
    default:
      throw new Error(`The pictures know no input of type "${element.type}".`)
  }
}
