/** What customers are asked once a person has helped them, in their own language where the desk speaks it. Pure. */

export interface SurveyWords {
  about: (request: number) => string;
  question: string;
  /** From the worst to the best of five. */
  grades: readonly [string, string, string, string, string];
  /** Of two. */
  bad: string;
  good: string;
  comment: string;
  send: string;
  change: string;
  thanks: string;
  changeable: string;
  /** Whoever tries to later reads why it stays. */
  final: string;
  reminder: string;
  unclear: string;
  closed: string;
}

const WORDS: Readonly<Record<string, SurveyWords>> = {
  en: {
    about: (number) => `Your request #${number}`,
    question: 'How was the help you got?',
    grades: ['Very bad', 'Bad', 'All right', 'Good', 'Very good'],
    bad: 'Not good',
    good: 'Good',
    comment: 'What should we know? (optional)',
    send: 'Send',
    change: 'Change my answer',
    thanks: 'Thank you for your answer.',
    changeable: 'You can change it for a day.',
    final: 'It can no longer be changed.',
    reminder: 'You have not answered yet; we would like to know.',
    unclear: 'Please choose one of the answers first.',
    closed: 'This question is closed now. Thank you all the same.',
  },
  de: {
    about: (number) => `Ihre Anfrage #${number}`,
    question: 'Wie war die Hilfe, die Sie bekommen haben?',
    grades: ['Sehr schlecht', 'Schlecht', 'In Ordnung', 'Gut', 'Sehr gut'],
    bad: 'Nicht gut',
    good: 'Gut',
    comment: 'Was sollten wir wissen? (freiwillig)',
    send: 'Senden',
    change: 'Antwort ändern',
    thanks: 'Danke für Ihre Antwort.',
    changeable: 'Sie können sie einen Tag lang ändern.',
    final: 'Sie lässt sich nicht mehr ändern.',
    reminder: 'Sie haben noch nicht geantwortet; wir wüssten es gern.',
    unclear: 'Bitte wählen Sie zuerst eine der Antworten.',
    closed: 'Diese Frage ist inzwischen geschlossen. Trotzdem vielen Dank.',
  },
  fr: {
    about: (number) => `Votre demande n° ${number}`,
    question: 'Comment avez-vous trouvé l’aide reçue ?',
    grades: ['Très mauvaise', 'Mauvaise', 'Correcte', 'Bonne', 'Très bonne'],
    bad: 'Pas bonne',
    good: 'Bonne',
    comment: 'Que devrions-nous savoir ? (facultatif)',
    send: 'Envoyer',
    change: 'Modifier ma réponse',
    thanks: 'Merci pour votre réponse.',
    changeable: 'Vous pouvez la modifier pendant un jour.',
    final: 'Elle ne peut plus être modifiée.',
    reminder: 'Vous n’avez pas encore répondu ; votre avis nous intéresse.',
    unclear: 'Choisissez d’abord une des réponses.',
    closed: 'Cette question est désormais fermée. Merci tout de même.',
  },
  es: {
    about: (number) => `Su solicitud n.º ${number}`,
    question: '¿Qué le pareció la ayuda que recibió?',
    grades: ['Muy mala', 'Mala', 'Aceptable', 'Buena', 'Muy buena'],
    bad: 'No fue buena',
    good: 'Buena',
    comment: '¿Qué deberíamos saber? (opcional)',
    send: 'Enviar',
    change: 'Cambiar mi respuesta',
    thanks: 'Gracias por su respuesta.',
    changeable: 'Puede cambiarla durante un día.',
    final: 'Ya no se puede cambiar.',
    reminder: 'Aún no ha respondido; nos gustaría saberlo.',
    unclear: 'Elija primero una de las respuestas.',
    closed: 'Esta pregunta ya está cerrada. Gracias de todos modos.',
  },
  it: {
    about: (number) => `La Sua richiesta n. ${number}`,
    question: 'Com’è stato l’aiuto che ha ricevuto?',
    grades: ['Pessimo', 'Scarso', 'Discreto', 'Buono', 'Ottimo'],
    bad: 'Non buono',
    good: 'Buono',
    comment: 'Che cosa dovremmo sapere? (facoltativo)',
    send: 'Invia',
    change: 'Cambia risposta',
    thanks: 'Grazie per la risposta.',
    changeable: 'Può cambiarla per un giorno.',
    final: 'Non si può più cambiare.',
    reminder: 'Non ha ancora risposto; ci farebbe piacere saperlo.',
    unclear: 'Scelga prima una delle risposte.',
    closed: 'Questa domanda è ormai chiusa. Grazie comunque.',
  },
  nl: {
    about: (number) => `Uw verzoek #${number}`,
    question: 'Hoe was de hulp die u kreeg?',
    grades: ['Zeer slecht', 'Slecht', 'Redelijk', 'Goed', 'Zeer goed'],
    bad: 'Niet goed',
    good: 'Goed',
    comment: 'Wat moeten we weten? (niet verplicht)',
    send: 'Versturen',
    change: 'Antwoord wijzigen',
    thanks: 'Bedankt voor uw antwoord.',
    changeable: 'U kunt het een dag lang wijzigen.',
    final: 'Het kan niet meer worden gewijzigd.',
    reminder: 'U hebt nog niet geantwoord; we horen het graag.',
    unclear: 'Kies eerst een van de antwoorden.',
    closed: 'Deze vraag is inmiddels gesloten. Toch bedankt.',
  },
  pt: {
    about: (number) => `O seu pedido n.º ${number}`,
    question: 'Como foi a ajuda que recebeu?',
    grades: ['Muito má', 'Má', 'Razoável', 'Boa', 'Muito boa'],
    bad: 'Não foi boa',
    good: 'Boa',
    comment: 'O que devemos saber? (opcional)',
    send: 'Enviar',
    change: 'Alterar a resposta',
    thanks: 'Obrigado pela sua resposta.',
    changeable: 'Pode alterá-la durante um dia.',
    final: 'Já não pode ser alterada.',
    reminder: 'Ainda não respondeu; gostaríamos de saber.',
    unclear: 'Escolha primeiro uma das respostas.',
    closed: 'Esta pergunta já está fechada. Obrigado na mesma.',
  },
};

export const SURVEY_LANGUAGES: readonly string[] = Object.keys(WORDS);

/** @param language by its code; what the desk does not speak is English */
export const surveyWords = (language: string | null): SurveyWords =>
  (WORDS[language ?? ''] ?? WORDS['en']) as SurveyWords;
