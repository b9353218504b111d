/** One line about the tests in a browser, which `npm test` leaves out. Nothing where single files are run. */
import { findBrowser } from '../../scripts/cards/browser.ts'

export default function setup(): void {
  const isWhole = process.argv.slice(2).every(argument => argument === 'run' || argument.startsWith('-'))
  if (!isWhole) return
  const why = isThere() ? 'npm run test:browser runs them' : 'there is no Chromium here'
  console.log(`The tests in a browser (test/browser) are left out: ${why}.`)
}

function isThere(): boolean {
  try {
    findBrowser()
    return true
  } catch {
    return false
  }
}
