/** The frame that every page has around its content. */
import { PAGES } from '../../core/references/pages.ts'
import { describeKnown } from '../../core/roles/actor.ts'
import { formatDate, formatTime, genevaLabel, inGeneva } from '../../core/time/geneva.ts'
import type { ShownCommand } from './blocks.ts'
import { type Content, type Html, markup } from './markup.ts'
import type { Reader } from './reader.ts'
import { STYLE_PATH } from './style.ts'

export interface Page {
  title: string
  /** The page in the navigation that it belongs to. */
  under?: string
  body: Content
  /** Commands in chat that change what it shows. */
  commands?: readonly ShownCommand[]
}

const NAVIGATION: readonly [path: string, label: string][] = [
  [PAGES.overview, 'Overview'],
  [PAGES.calendar, 'Calendar'],
  [PAGES.issues, 'Issues'],
  [PAGES.owed, 'Owed'],
  [PAGES.documents, 'Documents'],
  [PAGES.actionPlan, 'Action plan'],
  [PAGES.jointActivities, 'Joint activities'],
  ['/registers', 'Registers'],
  [PAGES.readings, 'Documents read'],
]

/** A page for somebody who is signed in. */
export const renderPage = ({ title, under, body, commands = [] }: Page, reader: Reader): Html =>
  shell(
    title,
    reader.base,
    markup`<header><a class="brand" href="${reader.base}/">intersg</a>
<nav aria-label="Pages"><ul>${NAVIGATION.map(
      ([path, label]) =>
        markup`<li><a href="${reader.base}${path}"${path === under ? markup` aria-current="page"` : ''}>${label}</a></li>`,
    )}</ul></nav></header>
<main id="content" tabindex="-1"><h1>${title}</h1>
${body}
${renderCommands(commands, reader)}</main>
${renderFooter(reader)}`,
  )

/** A page for anybody: a sign-in, a refusal. */
export const renderBare = (title: string, base: string, body: Content): Html =>
  shell(
    title,
    base,
    markup`<header><span class="brand">intersg</span></header><main id="content" class="bare" tabindex="-1"><h1>${title}</h1>${body}</main>`,
  )

const shell = (title: string, base: string, body: Content): Html => markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${title} · intersg</title>
<link rel="stylesheet" href="${base}${STYLE_PATH}"><link rel="icon" href="${base}/icon.svg" type="image/svg+xml"></head>
<body><a class="skip" href="#content">Skip to the content</a>
${body}</body></html>
`

/** Each command in a field of its own: the keyboard reaches it, and selects it whole. */
function renderCommands(commands: readonly ShownCommand[], { prefix }: Reader): Html | undefined {
  if (commands.length === 0) return undefined
  return markup`<section class="commands" aria-labelledby="commands"><h2 id="commands">To change this, in chat</h2>
<ul>${commands.map(({ label, line }) => {
    const whole = `${prefix}${line}`
    return markup`<li><label><span>${label}</span><input readonly size="${Math.min(whole.length + 1, 90)}" value="${whole}"></label></li>`
  })}</ul></section>`
}

function renderFooter({ context, zone, base, prefix }: Reader): Html {
  const { now, actor } = context
  const at = inGeneva(now)
  const own = zone === undefined ? undefined : now.toZonedDateTimeISO(zone)
  return markup`<footer><p>As of ${formatDate(at)}, ${formatTime(at)} Geneva time (${genevaLabel(now)})${
    own && own.offset !== at.offset ? ` · ${formatDate(own)}, ${formatTime(own)} ${zone!}` : ''
  }.${
    zone === undefined
      ? markup` <code class="cmd">${prefix}me zone:Asia/Tokyo</code> in chat also shows times in your own zone.`
      : ''
  }</p>
<form method="post" action="${base}/sign-out"><p>You are ${actor.name}. ${describeKnown(actor)} <button>Sign out</button></p></form></footer>`
}
