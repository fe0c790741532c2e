/** The older Bot Framework cards as Adaptive Cards, the way Teams draws them. Pure. */
interface OldCard {
  title?: string;
  subtitle?: string;
  text?: string;
  images?: { url: string; alt?: string }[];
  buttons?: { type?: string; title?: string; value?: unknown }[];
}

const OLD_CARDS = /^application\/vnd\.microsoft\.card\.(hero|thumbnail|signin)$/;

/** The content to draw as an Adaptive Card; null when the attachment is no card. */
export function cardContent(attachment: { contentType: string; content?: unknown }): unknown {
  if (attachment.contentType === 'application/vnd.microsoft.card.adaptive') return attachment.content;
  if (!OLD_CARDS.test(attachment.contentType)) return null;
  const old = (attachment.content ?? {}) as OldCard;
  const line = (text: string | undefined, more: object) =>
    text ? [{ type: 'TextBlock', wrap: true, text, ...more }] : [];
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      ...(old.images ?? []).map(({ url, alt }) => ({ type: 'Image', url, altText: alt ?? '' })),
      ...line(old.title, { weight: 'bolder', size: 'medium' }),
      ...line(old.subtitle, { isSubtle: true }),
      ...line(old.text, {}),
    ],
    actions: (old.buttons ?? []).map(({ type, title, value }) =>
      type === 'openUrl' || type === 'signin'
        ? { type: 'Action.OpenUrl', title, url: String(value) }
        : { type: 'Action.Submit', title, data: { msteams: { type: type ?? 'imBack', value } } },
    ),
  };
}
