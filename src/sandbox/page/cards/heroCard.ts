/** The older Bot Framework cards as Adaptive Cards, the way Teams draws them. Pure. */
interface Action {
  type?: string;
  title?: string;
  value?: unknown;
}
interface OldCard {
  title?: string;
  subtitle?: string;
  text?: string;
  images?: { url: string; alt?: string }[];
  buttons?: Action[];
  /** Of a receipt. */
  facts?: { key?: string; value?: string }[];
  /** Of a receipt, and of Teams' list card. */
  items?: { title?: string; subtitle?: string; price?: string }[];
  total?: string;
}

const OLD_CARDS = /^application\/vnd\.microsoft\.(card\.(hero|thumbnail|receipt|signin)|teams\.card\.list)$/;

/** The content to draw as an Adaptive Card; null when the attachment is no card. */
export function cardContent(attachment: { contentType: string; content?: unknown }): unknown {
  if (attachment.contentType === 'application/vnd.microsoft.card.adaptive') return attachment.content;
  if (!OLD_CARDS.test(attachment.contentType)) return null;
  const old = (attachment.content ?? {}) as OldCard;
  const line = (text: string | undefined, more: object) =>
    text ? [{ type: 'TextBlock', wrap: true, text, ...more }] : [];
  const facts = [
    ...(old.facts ?? []).map(({ key, value }) => ({ title: key ?? '', value: value ?? '' })),
    ...(old.items ?? []).map(({ title, subtitle, price }) => ({ title: title ?? '', value: price ?? subtitle ?? '' })),
    ...(old.total ? [{ title: 'Total', value: old.total }] : []),
  ];
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      ...(old.images ?? []).map(({ url, alt }) => ({ type: 'Image', url, altText: alt ?? '' })),
      ...line(old.title, { weight: 'bolder', size: 'medium' }),
      ...line(old.subtitle, { isSubtle: true }),
      ...line(old.text, {}),
      ...(facts.length > 0 ? [{ type: 'FactSet', facts }] : []),
    ],
    actions: (old.buttons ?? []).map((action) =>
      action.type === 'openUrl' || action.type === 'signin'
        ? { type: 'Action.OpenUrl', title: action.title, url: String(action.value) }
        : {
            type: 'Action.Submit',
            title: action.title,
            data: { msteams: { ...action, type: action.type ?? 'imBack' } },
          },
    ),
  };
}
