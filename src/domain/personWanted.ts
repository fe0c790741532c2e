/** Whether a customer's words ask for a person; looked at only while there is no bot to understand them. Pure. */

/** Longer words tell a story; asking is short. */
const MOST = 200;

const PERSON = {
  en: String.raw`agents?|person|human(?: being)?|representative|rep|operator|advis[eo]r|somebody|someone|employee|staff`,
  de: 'mensch(?:en)?|person|mitarbeiter(?:in)?|berater(?:in)?|jemand(?:em|en)?|agenten?',
  fr: "humain|personne|conseiller|conseillère|agent|opérateur|quelqu[’']un",
  es: 'humano|persona|agente|asesor(?:a)?|operador(?:a)?|representante|alguien',
  pt: 'humano|pessoa|atendente|agente|operador(?:a)?|representante|alguém',
  it: 'persona|operatore|operatrice|agente|umano|qualcuno|consulente',
  nl: 'mens|persoon|medewerker|iemand|agent',
  sv: 'människa|person|handläggare|någon|medarbetare',
  da: 'menneske|person|medarbejder|nogen',
  pl: 'człowiek(?:iem)?|osobą|konsultant(?:em|ką)?|agent(?:em)?|kimś',
} as const;

/** "I want to speak to …" and its like, before the person. */
const WISH: Readonly<Record<keyof typeof PERSON, string>> = {
  en: String.raw`speak|talk|chat|connect|transfer|escalate|reach|get|need|want|give|call|contact|like`,
  de: 'sprechen|reden|verbinden|verbinde|brauche|möchte|will|chatten|kontakt|holen',
  fr: 'parler|discuter|joindre|contacter|besoin|veux|voudrais|passer|transférer',
  es: 'hablar|comunicar(?:me)?|contactar|necesito|quiero|quisiera|pásame|transferir|chatear',
  pt: 'falar|conversar|contatar|preciso|quero|gostaria|transferir',
  it: 'parlare|contattare|bisogno|voglio|vorrei|passami|trasferir(?:e|mi)',
  nl: 'spreken|praten|verbinden|nodig|wil|chatten|contact',
  sv: 'prata|tala|behöver|vill|koppla|kontakta',
  da: 'tale|snakke|brug|vil|stille|kontakte',
  pl: 'rozmawiać|porozmawiać|połącz|potrzebuję|chcę|kontakt',
};

const EDGE = String.raw`(?<![\p{L}\p{N}])`;
const END = String.raw`(?![\p{L}\p{N}])`;

const SENTENCES = Object.entries(PERSON).flatMap(([language, person]) => {
  const wish = WISH[language as keyof typeof PERSON];
  const [who, what] = [`${EDGE}(?:${person})${END}`, `${EDGE}(?:${wish})${END}`];
  // In German and Dutch the wish may come last.
  return [
    new RegExp(`${what}.*${who}`, 'isu'),
    new RegExp(`${who}.*${EDGE}(?:sprechen|reden|spreken|praten)${END}`, 'isu'),
  ];
});

/** Nothing but the person, with a please. */
const ALONE = new RegExp(
  String.raw`^(?:(?:a|an|the|real|live|human|please|bitte|einen?|un|une|el|la|um|uma|een)\s+)*(?:${Object.values(PERSON).join('|')})(?:[\s,]+(?:please|now|bitte|jetzt|s[’']il vous plaît|por favor|per favore|alstublieft|tack|proszę))*[\s.!?]*$`,
  'iu',
);

/** Languages that put no spaces between words, or inflect what Latin letters cannot tell. */
const ELSEWHERE =
  /人工(?:客服|服务)?|真人|转人工|客服人员|オペレーター|担当者|人間と|有人対応|상담원|상담사|사람과|оператор|с человеком|живым человеком|موظف|مع شخص|إنسان|נציג|אדם אמיתי|मानव|व्यक्ति से|müşteri temsilcisi|temsilci(?:yle)?|yetkili/iu;

export function asksForPerson(text: string): boolean {
  const words = text.trim();
  if (words === '' || words.length > MOST) return false;
  return ALONE.test(words) || ELSEWHERE.test(words) || SENTENCES.some((sentence) => sentence.test(words));
}
