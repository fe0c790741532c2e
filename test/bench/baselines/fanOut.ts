/** The least that tells open pages: what is posted is written to every open stream, and nothing is kept. May be told its port. */
import '../../support/endsWithTest.cjs';
import type { AddressInfo } from 'node:net';
import express, { type Response } from 'express';

const app = express();
const streams = new Set<Response>();
app.get('/api/stream', (req, res) => {
  req.socket.setNoDelay(true);
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  streams.add(res);
  res.on('close', () => streams.delete(res));
  res.write('event: hello\ndata: {}\n\n');
});
app.post('/api/messages', express.json(), (req, res) => {
  const { conversation } = req.body as { conversation: { id: string } };
  const frame = `event: message\ndata: ${JSON.stringify({ conversationId: conversation.id })}\n\n`;
  for (const stream of streams) stream.write(frame);
  res.end();
});
const server = app.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
