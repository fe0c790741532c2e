/** What customers are told when an agent asks them to wait, in their own language where the desk speaks it. Pure. */
import type { HoldWords } from '../../../contract/api';

interface Words {
  inMinutes: (minutes: number) => string;
  soon: string;
}

const WORDS: Readonly<Record<string, Words>> = {
  en: {
    inMinutes: (minutes) => `I am looking into this and will be back in about ${minutes} minutes.`,
    soon: 'I am looking into this and will write to you here as soon as I know more.',
  },
  de: {
    inMinutes: (minutes) => `Ich kümmere mich darum und bin in etwa ${minutes} Minuten wieder bei Ihnen.`,
    soon: 'Ich kümmere mich darum und schreibe Ihnen hier, sobald ich mehr weiß.',
  },
  fr: {
    inMinutes: (minutes) => `Je m’en occupe et je reviens vers vous dans environ ${minutes} minutes.`,
    soon: 'Je m’en occupe et je vous écris ici dès que j’en sais plus.',
  },
  es: {
    inMinutes: (minutes) => `Lo estoy revisando y vuelvo con usted en unos ${minutes} minutos.`,
    soon: 'Lo estoy revisando y le escribiré aquí en cuanto sepa más.',
  },
  it: {
    inMinutes: (minutes) => `Me ne sto occupando e torno da lei tra circa ${minutes} minuti.`,
    soon: 'Me ne sto occupando e le scrivo qui appena so di più.',
  },
  pt: {
    inMinutes: (minutes) => `Estou a tratar disto e volto dentro de cerca de ${minutes} minutos.`,
    soon: 'Estou a tratar disto e escrevo-lhe aqui assim que souber mais.',
  },
  nl: {
    inMinutes: (minutes) => `Ik zoek dit voor u uit en ben over ongeveer ${minutes} minuten terug.`,
    soon: 'Ik zoek dit voor u uit en schrijf u hier zodra ik meer weet.',
  },
};

/** The times offered. */
const MINUTES = [5, 10, 30] as const;

/** @param language as bots and channels name it, such as `de-AT`; one the desk does not speak, or null: English */
export function holdWords(language: string | null): HoldWords {
  const [code = ''] = (language ?? '').toLowerCase().split(/[-_]/);
  const words = (Object.hasOwn(WORDS, code) && WORDS[code]) || WORDS.en;
  const { inMinutes, soon } = words as Words;
  return { items: MINUTES.map((minutes) => ({ minutes, text: inMinutes(minutes) })), otherwise: soon };
}
