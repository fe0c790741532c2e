/** What the sample bot's picture, document and sign-in lead to: kept here, so that nothing is asked of the network. */
import express, { type Router } from 'express';
import { PARCEL } from './samplePicture';
import { DOCUMENT, PICTURE, SIGN_IN_CODE } from './sampleBotShows';

export function samplesRouter(): Router {
  const router = express.Router();
  router.use((_req, res, next) => {
    res.set({ 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'; sandbox" });
    next();
  });
  router.get(`/${PICTURE}`, (_req, res) => void res.type('png').send(PARCEL));
  router.get(`/${DOCUMENT}`, (_req, res) => void res.type('pdf').send(pdfOf('Return label: order 10482')));
  router.get('/sign-in', (_req, res) => {
    const words = `You are signed in. Write this code in the chat: <b>${SIGN_IN_CODE}</b>`;
    res
      .type('html')
      .send(`<!doctype html><html lang="en"><title>Sign in</title><h1>Contoso</h1><p>${words}</p></html>`);
  });
  return router;
}

/** The smallest document with a line of text on it. */
export function pdfOf(line: string): Buffer {
  const drawn = `BT /F1 24 Tf 60 760 Td (${line.replace(/[()\\]/g, '\\$&')}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${drawn.length}>>stream\n${drawn}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj${object}endobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(
    `${text}${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
  );
}
