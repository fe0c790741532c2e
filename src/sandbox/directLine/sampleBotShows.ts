/** What Contoso Assistant shows on request: one of each kind of thing that bots send, to see what becomes of it. Pure. */

export interface Show {
  name: string;
  /** What people say for it; the bot suggests the first. */
  asked: string;
  trigger: RegExp;
  says: Record<string, unknown>;
}

const CARD = 'application/vnd.microsoft.card';
export const PICTURE = 'parcel.png';
export const DOCUMENT = 'return-label.pdf';
/** What the page behind the sign-in card shows. */
export const SIGN_IN_CODE = '482913';

/** @param at where the sandbox keeps its samples, without a trailing slash */
export function showsFrom(at: string): Show[] {
  const picture = `${at}/${PICTURE}`;
  const button = (title: string) => ({ type: 'imBack', title, value: title });
  const parcel = (title: string, text: string) => ({
    contentType: `${CARD}.hero`,
    content: { title, text, images: [{ url: picture, alt: 'A parcel' }], buttons: [button(`Track ${title}`)] },
  });
  return [
    {
      name: 'A card',
      asked: 'Show me a card',
      trigger: /\bshow me a card\b/i,
      says: { attachments: [parcel('Order 10482', 'Two items, on their way.')] },
    },
    {
      name: 'Several cards',
      asked: 'Show me several cards',
      trigger: /\bseveral cards\b|\bcarousel\b/i,
      says: {
        text: 'These are your last orders.',
        attachmentLayout: 'carousel',
        attachments: ['Order 10482', 'Order 10511', 'Order 10530'].map((order) => parcel(order, 'Delivered.')),
      },
    },
    {
      name: 'Choices',
      asked: 'Show me choices',
      trigger: /\bchoices\b/i,
      says: {
        text: 'How would you like to have it?',
        suggestedActions: {
          actions: [
            { type: 'imBack', title: 'Home delivery', value: 'delivery_home' },
            { type: 'imBack', title: 'Pick it up', value: 'delivery_store' },
            { type: 'openUrl', title: 'See the label', value: `${at}/${DOCUMENT}` },
          ],
        },
      },
    },
    {
      name: 'Sources',
      asked: 'Show me sources',
      trigger: /\bsources\b|\breturn goods\b/i,
      says: {
        text: 'You may return goods for 30 days[1]. Shoes only unworn[2].',
        entities: [
          {
            type: 'https://schema.org/Message',
            '@type': 'Message',
            '@context': 'https://schema.org',
            keywords: ['AIGeneratedContent'],
            citation: [
              citation(1, {
                name: 'Returns policy',
                url: `${at}/${DOCUMENT}`,
                abstract: 'Goods may be returned for 30 days.',
              }),
              citation(2, { name: 'Shoe care.docx', abstract: 'Shoes are taken back unworn.' }),
            ],
            usageInfo: { '@type': 'CreativeWork', name: 'General', description: 'Anybody may read this.' },
          },
        ],
      },
    },
    {
      name: 'A picture',
      asked: 'Show me a picture',
      trigger: /\b(a|your) picture\b/i,
      says: { text: 'This is your parcel.', attachments: [file('image/png', PICTURE)] },
    },
    {
      name: 'A document',
      asked: 'Show me a document',
      trigger: /\ba document\b|\breturn label\b/i,
      says: { text: 'Here is your return label.', attachments: [file('application/pdf', DOCUMENT)] },
    },
    {
      name: 'Sign-in',
      asked: 'Sign me in',
      trigger: /\bsign (me )?in\b/i,
      says: {
        attachments: [
          {
            contentType: `${CARD}.signin`,
            content: {
              text: 'Sign in, and write the code you get here.',
              buttons: [{ type: 'signin', title: 'Sign in', value: `${at}/sign-in` }],
            },
          },
        ],
      },
    },
    {
      name: 'Signed in',
      asked: '',
      trigger: new RegExp(`^${SIGN_IN_CODE}$`),
      says: { text: 'Thank you, you are signed in.' },
    },
    { name: 'Home delivery', asked: '', trigger: /^delivery_home$/, says: { text: 'It comes to your door.' } },
    { name: 'Pick up', asked: '', trigger: /^delivery_store$/, says: { text: 'It waits for you in the store.' } },
  ];

  function file(contentType: string, name: string) {
    return { contentType, name, contentUrl: `${at}/${name}` };
  }
}

function citation(position: number, document: { name: string; abstract: string; url?: string }) {
  return { '@type': 'Claim', position, appearance: { '@type': 'DigitalDocument', ...document } };
}
