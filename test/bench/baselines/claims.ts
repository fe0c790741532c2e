/** See claimServer.ts. */
import '../../support/endsWithTest.cjs';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { Pool } from 'pg';

const { databaseUrl, jwksUrl, issuer, audience } = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const keys = createRemoteJWKSet(new URL(jwksUrl ?? ''));
const pool = new Pool({ connectionString: databaseUrl, max: 10 });
const CLAIM = { name: 'claim', text: 'update claimable set owner = $1 where id = $2 and owner is null' };

const app = express();
app.post('/api/escalations/:id/claim', async (req, res) => {
  const token = req.headers.authorization?.replace(/^Bearer /, '') ?? '';
  const { payload } = await jwtVerify(token, keys, { issuer: issuer ?? '', audience: audience ?? '' });
  const { rowCount } = await pool.query({ ...CLAIM, values: [payload.oid, req.params.id] });
  res.status(rowCount === 1 ? 200 : 409).json({ won: rowCount === 1 });
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
