import { asksForPerson } from '../../src/domain/personWanted';
import { cpuTime } from '../support/cpuTime';

test.each([
  'speak to agent',
  'I want to speak to agent',
  'Can I talk to a real person, please?',
  'agent',
  'Human!',
  'a person please',
  'transfer me to a representative',
  'I need a human being now',
  'get me someone who can help',
  'Ich möchte mit einem Mitarbeiter sprechen',
  'mit einem Menschen sprechen bitte',
  'je voudrais parler à un conseiller',
  'quiero hablar con una persona',
  'quero falar com um atendente',
  'vorrei parlare con un operatore',
  'ik wil een medewerker spreken',
  'jag vill prata med en människa',
  'chcę porozmawiać z konsultantem',
  '转人工',
  'オペレーターにつないでください',
  'соедините с оператором',
  'أريد التحدث مع موظف',
])('asks for a person: %s', (words) => {
  expect(asksForPerson(words)).toBe(true);
});

test.each([
  '',
  'hello',
  'crash me',
  'hello again',
  'where is my order?',
  'reset my password',
  'the travel agency has not answered',
  'personal data',
  'my printer wants paper',
  `I want to tell you a long story ${'about it '.repeat(30)} and then an agent came`,
])('does not: %s', (words) => {
  expect(asksForPerson(words)).toBe(false);
});

test('takes no longer for words made to be slow', () => {
  const started = cpuTime();
  for (const words of ['speak '.repeat(33), `${'a '.repeat(99)}x`, 'wantwant'.repeat(25)]) asksForPerson(words);
  expect(cpuTime() - started).toBeLessThan(1_000);
});
