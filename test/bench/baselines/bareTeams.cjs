/** The least a bot of teams-ai loads before it listens; then says what processor time that took, in milliseconds. */
const { Application, TeamsAdapter } = require('@microsoft/teams-ai');
const express = require('express');

const adapter = new TeamsAdapter({}, undefined, undefined);
const bot = new Application({ adapter, botAppId: '' });
const app = express();
app.post('/api/messages', express.json(), (req, res) => adapter.process(req, res, (context) => bot.run(context)));
const server = app.listen(0, '127.0.0.1', () => {
  server.close();
  const { user, system } = process.cpuUsage();
  process.stdout.write(String((user + system) / 1_000));
});
