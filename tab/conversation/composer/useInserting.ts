import type { Agent, CannedReply, Escalation, Page, UploadedFile } from '../../../src/contract/api';
import { post } from '../../desk/api';
import { useYou } from '../../parts/you';
import type { Draft, Drafts } from './drafts';
import type { Chosen } from './formatting';
import { fillIn, unfilled } from './placeholders';
import type { Uploads } from './uploads';
import type { useSuggesting } from './useSuggesting';

const MOST_FIELDS = 100;
const MOST_MENTIONS = 20;

interface Here {
  escalation: Escalation;
  draft: Draft;
  drafts: Drafts;
  text: string;
  chosen: () => Chosen;
  change: (next: Chosen) => void;
  uploads: Uploads;
  suggest: ReturnType<typeof useSuggesting>;
}

/** Puts in what was looked for: a canned reply with its files, or a colleague's name. */
export function useInserting({ escalation, draft, drafts, text, chosen, change, uploads, suggest }: Here) {
  const { me } = useYou();
  const { id, customer, number, variables } = escalation;

  /** Where the sign and what was typed behind it stand; without a sign, where the caret is. */
  const place = (): { at: number; end: number } => {
    const { suggesting } = suggest;
    if (suggesting) return { at: suggesting.at, end: suggesting.at + 1 + suggesting.query.length };
    const { start, end } = chosen();
    return { at: start, end };
  };

  /** In place of the sign and what was typed behind it; the first placeholder left is chosen, to be typed over. */
  const replaceQuery = (words: string, fields: string[] = []) => {
    const { at, end } = place();
    const gap = fields.length > 0 ? unfilled(words, fields) : null;
    change({
      text: text.slice(0, at) + words + text.slice(end),
      start: at + (gap?.start ?? words.length),
      end: at + (gap?.end ?? words.length),
    });
    // Typed in, the words are looked through like any others: closed afterwards it stays closed.
    suggest.close();
  };

  return {
    reply: (reply: CannedReply) => {
      const filled = fillIn(reply.text, { customer: customer.name, agent: me.name, number, variables });
      drafts.change({ fields: [...new Set([...draft.fields, ...filled.fields])].slice(-MOST_FIELDS) });
      replaceQuery(filled.text, filled.fields);
      if (reply.files.length === 0) return;
      const path = `/escalations/${encodeURIComponent(id)}/canned-replies/${encodeURIComponent(reply.id)}/files`;
      uploads.bring(reply.files, async () => (await post<Page<UploadedFile>>(path)).items);
    },
    person: ({ id: personId, name }: Agent) => {
      const others = draft.mentions.filter((person) => person.id !== personId);
      drafts.change({ mentions: [...others, { id: personId, name }].slice(-MOST_MENTIONS) });
      replaceQuery(`@${name} `);
    },
    /** The sign for canned replies, where the caret is. */
    sign: () => {
      const { start, end } = chosen();
      change({ text: `${text.slice(0, start)}/${text.slice(end)}`, start: start + 1, end: start + 1 });
      suggest.open(start);
    },
  };
}
