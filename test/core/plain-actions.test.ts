import { describe, expect, it } from 'vitest'
import { action, actions, sentence } from '../../src/core/messages/message.ts'
import { plainMessage } from '../../src/core/messages/plain.ts'

const shown = (...all: ReturnType<typeof action>[]) =>
  plainMessage({ ...sentence('Waiting for you'), blocks: [actions(all)] })

describe('buttons at the terminal', () => {
  it('are named in a line with what they are about, by its name where it has blanks', () => {
    const said = 'TSAG meeting, 28 January 2026'
    expect(
      shown(
        action('Read and confirm', 'issue confirm', { said }),
        action('Cancel it', 'meeting cancel', { meeting: 'MTG-14', reason: 'ISG-3 is solved' }),
        action('All', 'waiting', {}),
      ),
    ).toBe(
      '  You can: /sg issue confirm said:"TSAG meeting, 28 January 2026", /sg meeting cancel MTG-14, /sg waiting',
    )
  })

  it('are written out where the options alone tell them apart', () => {
    expect(
      shown(
        action('Hold', 'meeting held', { meeting: 'MTG-1' }),
        action('Hold', 'meeting held', { meeting: 'MTG-2' }),
      ),
    ).toBe('  Hold: /sg meeting held meeting:MTG-1\n  Hold: /sg meeting held meeting:MTG-2')
  })
})
