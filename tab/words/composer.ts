/** Where an agent writes, and the files that go with it. */
import type { ReactNode } from 'react';
import { listed, plural, rich } from './language';

export const composerWords = {
  modes: 'Write a reply or a note',
  reply: 'Reply',
  note: 'Note',
  whisper: 'Whisper',
  onlyAgents: 'Only agents see this',
  onlyOwner: ({ name }: { name: string }) => `Only ${name} sees this`,
  to: ({ name }: { name: ReactNode }) => rich`To ${name}`,
  placeholder: 'Write your answer',
  notePlaceholder: 'Write a note for your colleagues',
  whisperPlaceholder: ({ name }: { name: string }) => `Write a note for ${name}`,
  replyTo: ({ customer }: { customer: string }) => `Reply to ${customer}`,
  noteFor: 'Note for your colleagues',
  whisperFor: ({ name }: { name: string }) => `Note for ${name}`,
  keysReply: 'Enter sends · Shift+Enter new line',
  keysNote: 'Enter saves · Shift+Enter new line',
  send: 'Send',
  saveNote: 'Save note',
  charactersLeft: ({ count }: { count: number }) =>
    plural(count, { one: `${count} character left`, other: `${count} characters left` }),
  quoted: ({ author, text }: { author: ReactNode; text: ReactNode }) => rich`${author}: ${text}`,
  doNotQuote: 'Do not quote',

  canned: {
    title: 'Canned replies',
    open: 'Canned replies',
    mine: 'Only mine',
    none: 'There are no canned replies yet. They are kept in Settings.',
    noMatch: 'No canned reply matches.',
    keys: 'Type to search · Enter puts it in · Esc closes',
    files: ({ count }: { count: number }) => plural(count, { one: `${count} file`, other: `${count} files` }),
    fillIn: ({ name }: { name: string }) => `Fill in “${name}” first`,
  },
  mentions: {
    title: 'Colleagues',
    noMatch: 'No colleague of this queue has such a name.',
  },
  /** Why what is written cannot be sent as it is. */
  obstacles: {
    notAllowed: 'This cannot be sent: the chat is not yours to write in.',
    fileFailed: 'A file did not arrive. Remove it, or add it again.',
  },
  undo: {
    lost: 'Not sent: this chat is no longer yours to answer. Your words are below, to copy.',
    left: ({ names }: { names: string[] }) =>
      names.length === 0
        ? 'Your last words were not sent, because the page was left. They are a draft again.'
        : `Your last words to ${listed(names)} were not sent, because the page was left. They are back in the box.`,
  },
  elsewhere: ({ words }: { words: ReactNode }) =>
    rich`You wrote something else in this chat, in another tab or on another device: ${words}`,
  takeTheirs: 'Use that',
  keepMine: 'Keep what is here',

  formatting: 'Formatting',
  formats: {
    bold: 'Bold (Ctrl+B)',
    italic: 'Italic (Ctrl+I)',
    link: 'Link (Ctrl+K)',
    bullets: 'Bulleted list',
    numbers: 'Numbered list',
  },

  attach: 'Attach files',
  dropHere: { reply: 'Drop files here to send them to the customer', note: 'Drop files here to add them to your note' },
  dropNowhere: 'Only whoever writes in this chat can add files to it.',
  files: 'Files to send',
  uploading: 'Uploading…',
  uploadingFile: 'Uploading',
  removeFile: ({ name }: { name: string }) => `Remove ${name}`,
  /** What a pasted picture is called. */
  pastedPicture: 'picture.png',
};
