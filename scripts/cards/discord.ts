/** Messages of the Discord bot as HTML, drawn from the components themselves. */
import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import type { Announced, Rendered } from '../../src/bots/discord/render.ts'
import { markupHtml } from './discord-text.ts'
import { escaped, lines } from './html.ts'
import { timeOf } from './reader.ts'

/** A message in a channel. `hidden`: only the reader sees it. */
export function discordMessage(
  message: Announced | Rendered,
  at: Temporal.Instant,
  { edited, hidden }: { edited: boolean; hidden: boolean },
): string {
  const text = 'content' in message ? `<div class="text">${markupHtml(message.content, at)}</div>` : ''
  return `<article class="message">
    <div class="face" aria-hidden="true">sg</div>
    <div class="said">
      <header><b>intersg</b><span class="app">APP</span><time>${timeOf(at)}</time></header>
      ${text}${message.components.map(c => componentHtml(c, at)).join('')}
      ${edited ? '<span class="edited">(edited)</span>' : ''}
      ${hidden ? '<p class="hidden">Only you can see this • <a>Dismiss message</a></p>' : ''}
    </div>
  </article>`
}

type Component = Announced['components'][number] | Rendered['components'][number] | APIComponentInContainer

function componentHtml(component: Component, now: Temporal.Instant): string {
  switch (component.type) {
    case ComponentType.Container:
      return `<div class="container">${component.components.map(c => componentHtml(c, now)).join('')}</div>`
    case ComponentType.TextDisplay:
      return `<div class="text">${markupHtml(component.content, now)}</div>`
    case ComponentType.ActionRow:
      return `<div class="row">${component.components.map(c => buttonHtml(c as APIButtonComponent)).join('')}</div>`
    default:
      throw new Error(`The pictures know no component of type ${component.type}.`)
  }
}

function buttonHtml(button: APIButtonComponent): string {
  const label = escaped('label' in button ? (button.label ?? '') : '')
  return button.style === ButtonStyle.Link
    ? `<button class="secondary">${label} ↗</button>`
    : `<button class="${ButtonStyle[button.style].toLowerCase()}">${label}</button>`
}

/** A form, as a window of its own. */
export const discordModal = (
  modal: APIModalInteractionResponseCallbackData,
  at: Temporal.Instant,
): string => `<article class="modal">
    <header><b>${escaped(modal.title)}</b><span class="shut">✕</span></header>
    <div class="fields">${modal.components.map(label => labelHtml(label, at)).join('')}</div>
    <footer><button class="secondary">Cancel</button><button class="primary">Submit</button></footer>
  </article>`

function labelHtml(
  label: APIModalInteractionResponseCallbackData['components'][number],
  now: Temporal.Instant,
): string {
  if (label.type === ComponentType.TextDisplay)
    return `<div class="text">${markupHtml(label.content, now)}</div>`
  if (label.type !== ComponentType.Label) throw new Error(`The pictures know no field of type ${label.type}.`)
  const { component } = label
  const needed = 'required' in component && component.required ? ' <span class="needed">*</span>' : ''
  return `<label>${escaped(label.label)}${needed}</label>${inputHtml(component)}`
}

function inputHtml(input: APILabelComponent['component']): string {
  const hint = 'placeholder' in input ? input.placeholder : undefined
  const box = (value: string | undefined, otherwise: string, kind: string) =>
    `<div class="input ${kind}${value ? '' : ' empty'}">${lines(value || hint || otherwise)}</div>`
  switch (input.type) {
    case ComponentType.TextInput:
      return box(input.value, '\u00a0', input.style === TextInputStyle.Paragraph ? 'tall' : '')
    case ComponentType.StringSelect: {
      const chosen = input.options.filter(o => o.default).map(o => o.label)
      return box(chosen.join(', '), 'Make a selection', 'select')
    }
    case ComponentType.UserSelect:
      return box(undefined, 'Make a selection', 'select')
    default:
      throw new Error(`The pictures know no input of type ${input.type}.`)
  }
}
