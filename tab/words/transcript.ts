/** Everything said in a chat, and what hangs on a message. */
import type { ReactNode } from 'react';
import { listed, plural, rich } from './language';

export const transcriptWords = {
  title: 'Transcript',
  failed: 'The transcript did not load',
  loading: 'Loading the transcript',
  loadingPlace: 'Loading…',
  placeFailed: 'That did not load. Try again',
  nothingSaid: 'Nothing has been said yet',
  appearsHere: 'What the customer writes appears here.',
  withBot: 'With the bot',
  withPeople: 'With people',
  /** Of a handoff without a transcript. */
  botSays: 'Message from the bot',
  lastPhrase: 'Last phrase',
  quoted: ({ words }: { words: string }) => `“${words}”`,
  handedOver: ({ time }: { time: string }) => `Handed over to people at ${time}`,
  handedOverAgain: ({ time }: { time: string }) => `The customer came back · handed over to people again at ${time}`,
  /** "Megan Bowen resolved the chat: Refunded · at 14:02" */
  ended: ({ what, when }: { what: string; when: string }) => `${what} · ${when}`,
  somehowEnded: 'The chat ended',
  /** The line above what has not been read. */
  fresh: 'New',
  toNewest: 'To the newest',
  newMessages: ({ count }: { count: number }) => plural(count, { one: 'New message', other: `${count} new messages` }),
  typing: ({ name }: { name: string }) => `${name} is typing…`,
  /** To the customer, who waits. */
  told: ({ request, ahead }: { request: number; ahead: number }) =>
    ahead === 0
      ? `Customer was told: request #${request}, next in line`
      : plural(ahead, {
          one: `Customer was told: request #${request}, ${ahead} ahead`,
          other: `Customer was told: request #${request}, ${ahead} ahead`,
        }),
  /** A line the desk itself said in the chat. */
  customerWasTold: ({ words }: { words: ReactNode }) => rich`Customer was told: “${words}”`,
  /** It did not arrive; why stands behind it. */
  customerWasNotTold: ({ words }: { words: ReactNode }) => rich`Customer was not told: “${words}”`,
  /** To the screen reader, one after the other. */
  heard: ({ author, text }: { author: string; text: string }) => `${author}: ${text}`,

  tools: {
    find: 'Search in this chat',
    toStart: 'Go to the start',
    toDate: 'Go to a date…',
    copy: 'Copy as text',
    copied: 'The chat is copied, with its notes.',
    copyFailed: 'Nothing could be copied: Teams does not allow it here. Print it, or mark what you need by hand.',
    print: 'Print',
  },
  find: {
    title: 'Search in this chat',
    field: 'Words in this chat',
    placeholder: 'Search in this chat',
    previous: 'Earlier',
    next: 'Later',
    close: 'Close the search',
    searching: 'Searching…',
    none: 'Nothing found',
    place: ({ place, count }: { place: number; count: number }) => `${place} of ${count}`,
    placeOfMany: ({ place, count }: { place: number; count: number }) => `${place} of the newest ${count}`,
  },
  date: { title: 'Go to a date', day: 'Day', confirm: 'Go', busy: 'Looking…' },
  /** Copied and printed. */
  asText: {
    title: ({ number, customer, queue }: { number: number; customer: string; queue: string }) =>
      `Chat #${number} with ${customer} (${queue})`,
    toldCustomer: '[Customer was told]',
    notToldCustomer: '[Customer was not told]',
    notDelivered: ({ voice }: { voice: string }) => `${voice} [Not delivered]`,
    happened: ({ time, what }: { time: string; what: string }) => `${time} [${what}]`,
    bot: ({ name }: { name: string }) => `${name} (bot)`,
    note: ({ name }: { name: string }) => `[Note, only agents see this] ${name}`,
    whisper: ({ name, to }: { name: string; to: string }) => `[Whisper, only ${to} sees this] ${name}`,
  },

  message: {
    you: ({ name }: { name: ReactNode }) => rich`${name} (you)`,
    bot: ({ name }: { name: ReactNode }) => rich`${name} (bot)`,
    noteLabel: 'Note — only agents see this',
    whisperToYou: 'Whisper — only you see this',
    whisperTo: ({ name }: { name: string }) => `Whisper — only ${name} sees this`,
    deleted: 'This message was deleted.',
    edited: 'Edited',
    forwarded: 'Forwarded',
    showQuoted: 'Show the quoted message',
    sources: 'Sources',
    aiGenerated: 'AI generated',
    hideEarlier: 'Hide earlier words',
    earlier: 'Earlier words',
    until: ({ time }: { time: string }) => `Until ${time}`,
    /** A link whose words do not say where it leads. */
    linkTo: ({ label, host }: { label: string; host: string }) => `${label} (${host})`,
    card: 'Card, as the customer saw it',
    cardLoading: 'Loading the card…',
    cardFailed: 'A card that cannot be shown here.',
    suggestions: 'Answers the bot offered',
    picture: 'picture',
  },

  delivery: {
    sending: 'Sending…',
    goesIn: ({ seconds }: { seconds: number }) => `Sending in ${seconds} s`,
    undo: 'Undo',
    saving: 'Saving…',
    waits: 'Not sent: you are offline. It will be sent when you are back.',
    waitsSignedOut: 'Not sent: you are signed out. It will be sent when you are signed in again.',
    waitedLong: 'You were not connected for a while. Send it, if it still fits.',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Not delivered',
    failedWhy: ({ reason }: { reason: string }) => `Not delivered: ${reason}`,
    unsent: ({ reason }: { reason: string }) => `Not sent: ${reason}`,
    /** Sent again, the desk takes it once. */
    unanswered: ({ reason }: { reason: string }) => `It may not have arrived: ${reason} Retry sends it once at most.`,
    retry: 'Retry',
    edit: 'Edit',
    discard: 'Discard',
  },

  menu: {
    mine: 'Your message: more',
    theirs: ({ author }: { author: string }) => `Message of ${author}: more`,
    react: 'React',
    quote: 'Quote',
    edit: 'Edit',
    delete: 'Delete',
    deleteTitle: 'Delete your message?',
    deleting: 'Deleting…',
    deleteAbout: 'The customer no longer sees it. Managers can still read what it said.',
  },

  reactions: {
    title: 'Reactions',
    like: 'Like',
    heart: 'Heart',
    laugh: 'Laugh',
    surprised: 'Surprised',
    sad: 'Sad',
    angry: 'Angry',
    you: 'you',
    given: ({ reaction, names }: { reaction: string; names: string[] }) => `${reaction}: ${listed(names)}`,
  },
};
