/** Run by library-faults.test.ts in a process of its own: Slack's library, whose socket is refreshed while Slack fails. */
import { LogLevel, SocketModeClient } from '@slack/socket-mode'
import { FakeSlack } from '../fakes/slack/server.ts'

const slack = new FakeSlack()
await slack.start()
const client = new SocketModeClient({
  appToken: slack.appToken,
  clientPingTimeout: 100,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
})
await client.start()
console.log('connected')
slack.fail('apps.connections.open', { status: 500 })
slack.refresh(true)
await slack.until(() => slack.callsOf('apps.connections.open').length === 2, 'a second attempt')
await slack.until(() => slack.links === 1, 'the connection that follows')
console.log('connected again')
process.exit(0)
