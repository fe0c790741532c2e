/** A transcript that leaves the desk, in parts that any form of it is written from. Pure. */

/** What stands above it. */
export interface TranscriptFacts {
  number: number;
  customer: string;
  /** In order; what is null or empty is left out. */
  facts: readonly (readonly [name: string, value: string | null])[];
  /** Null: they are not shown. */
  captured: readonly { name: string; value: string }[] | null;
  /** Of which zone the times are, when it was written, and for whom. */
  written: string;
  /** Who may read it. */
  kept: string;
}

export type AttachmentFacts =
  | { kind: 'card'; words: string }
  | { kind: 'link'; name: string; url: string }
  | {
      kind: 'file';
      name: string;
      size: number | null;
      isPicture: boolean;
      /** Why it is not there; null: it is. */
      why: string | null;
      /** The desk's copy, of what is there. */
      id: string | null;
      contentType: string;
    };

export interface Said {
  kind: 'said';
  /** Who it is of, by whom one sees it at a glance. */
  side: 'customer' | 'bot' | 'agent' | 'desk' | 'note';
  time: string;
  at: string;
  voice: string;
  isEdited: boolean;
  text: string;
  format: 'plain' | 'markdown';
  forwarded: boolean;
  quote: { author: string | null; text: string } | null;
  answers: readonly { label: string; value: string }[];
  choices: readonly string[];
  sources: readonly string[];
  reactions: readonly string[];
  attachments: readonly AttachmentFacts[];
  /** Why it did not reach the customer; null: it did, or was not to. */
  failed: { reason: string | null } | null;
}

export type TranscriptPart =
  { kind: 'day'; words: string } | { kind: 'event'; time: string; at: string; words: string } | Said;
