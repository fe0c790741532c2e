/** Words that say nothing of what somebody wants, politeness among them; folded, a language a line. Pure. */
import { fold } from '../search/fold';

const BY_LANGUAGE = {
  en: 'a|an|the|and|or|but|if|so|i|im|ive|id|me|my|mine|we|us|our|you|your|it|its|he|she|they|them|their|this|that|these|those|there|here|is|am|are|was|were|be|been|being|do|does|did|doing|done|have|has|had|can|could|will|would|should|shall|may|might|must|to|of|in|on|at|for|from|by|with|about|into|as|up|out|not|no|yes|ok|okay|what|when|where|which|who|why|how|just|also|very|too|some|any|all|more|now|then|than|please|pls|hi|hello|hey|thanks|thank|sorry|want|wants|wanted|need|needs|needed|get|got|like|t|s|m|ve|re|ll|don|didn|doesn|isn|won',
  de: 'der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|und|oder|aber|wenn|so|ich|mich|mir|mein|meine|meinen|meinem|meiner|wir|uns|unser|unsere|du|dich|dir|dein|deine|sie|ihr|ihre|ihnen|er|es|ihm|ihn|dies|diese|dieser|dieses|diesen|da|hier|ist|bin|bist|sind|war|waren|sein|wird|werden|wurde|habe|hab|hat|haben|hatte|kann|konnen|konnte|muss|mussen|soll|sollte|will|wollen|mochte|wurde|zu|zum|zur|von|vom|im|in|am|an|auf|aus|bei|mit|nach|fur|uber|um|als|wie|was|wann|wo|wer|warum|wieso|welche|welcher|nicht|kein|keine|keinen|ja|nein|nur|auch|noch|schon|sehr|mal|jetzt|dann|denn|bitte|hallo|danke|brauche|dass|man|hi|guten|tag',
  fr: 'le|la|les|l|un|une|des|du|de|d|et|ou|mais|si|je|j|me|m|moi|mon|ma|mes|nous|notre|nos|tu|te|toi|ton|ta|tes|vous|votre|vos|il|elle|ils|elles|on|ce|c|cet|cette|ces|ca|cela|est|suis|es|sommes|etes|sont|etait|etre|ai|as|a|avons|avez|ont|avoir|peux|peut|pouvez|puis|veux|voudrais|faut|dois|en|y|dans|sur|par|pour|avec|sans|au|aux|que|qu|qui|quoi|quel|quelle|quand|ou|comment|pourquoi|ne|n|pas|plus|oui|non|se|s|tres|aussi|bonjour|salut|merci|svp|plait|besoin',
  es: 'el|la|los|las|lo|un|una|unos|unas|y|o|pero|si|yo|me|mi|mis|nos|nuestro|tu|te|ti|tus|usted|ustedes|su|sus|se|le|les|este|esta|esto|estos|estas|ese|esa|eso|es|soy|son|era|ser|estoy|esta|estan|hay|he|ha|han|haber|tengo|tiene|tener|puedo|puede|pueden|quiero|quisiera|necesito|debo|de|del|al|a|en|con|sin|por|para|que|quien|cual|cuando|donde|como|porque|no|si|muy|mas|ya|tambien|hola|gracias|favor|buenos|buenas|dias|tardes',
  it: 'il|lo|la|i|gli|le|l|un|uno|una|e|ed|o|ma|se|io|mi|mio|mia|miei|mie|noi|ci|tu|ti|tuo|tua|voi|vi|lei|lui|loro|suo|sua|questo|questa|questi|quello|quella|e|sono|sei|siamo|era|essere|ho|hai|ha|abbiamo|hanno|avere|posso|puo|potete|voglio|vorrei|devo|di|del|della|dei|delle|d|da|dal|dalla|in|nel|nella|su|sul|sulla|con|per|a|al|alla|che|chi|cosa|quale|quando|dove|come|perche|non|no|si|piu|molto|anche|ciao|buongiorno|salve|grazie|favore|bisogno',
  pt: 'o|a|os|as|um|uma|uns|umas|e|ou|mas|se|eu|me|mim|meu|minha|meus|minhas|nos|nosso|nossa|voce|voces|seu|sua|seus|suas|ele|ela|eles|este|esta|isto|esse|essa|isso|e|sou|sao|era|ser|estou|esta|estao|tenho|tem|ter|ha|posso|pode|podem|quero|queria|gostaria|preciso|devo|de|do|da|dos|das|em|no|na|nos|nas|por|pelo|pela|para|com|sem|ao|que|quem|qual|quando|onde|como|porque|nao|sim|muito|mais|ja|tambem|ola|oi|obrigado|obrigada|favor|bom|boa|dia|tarde',
  nl: 'de|het|een|en|of|maar|als|ik|me|mij|mijn|wij|we|ons|onze|jij|je|jouw|u|uw|hij|zij|ze|hun|dit|dat|deze|die|er|hier|daar|is|ben|bent|zijn|was|waren|heb|hebt|heeft|hebben|had|kan|kunnen|kon|wil|willen|moet|moeten|zal|zou|wordt|worden|te|van|in|op|aan|bij|met|voor|naar|uit|over|om|wat|wie|waar|wanneer|hoe|waarom|welke|niet|geen|ja|nee|ook|nog|al|heel|nu|dan|graag|hallo|hoi|dank|bedankt|alstublieft|nodig',
  sv: 'en|ett|den|det|de|och|eller|men|om|jag|mig|min|mitt|mina|vi|oss|var|du|dig|din|ditt|ni|er|han|hon|detta|denna|har|ar|var|vara|hade|kan|kunde|vill|ska|skulle|maste|att|av|i|pa|till|fran|med|for|vad|vem|nar|hur|varfor|inte|ja|nej|hej|tack|snalla|behover',
  da: 'en|et|den|det|de|og|eller|men|hvis|jeg|mig|min|mit|mine|vi|os|vores|du|dig|din|dit|i|jer|han|hun|dette|denne|er|var|vaere|har|havde|kan|kunne|vil|ville|skal|skulle|ma|at|af|pa|til|fra|med|for|om|hvad|hvem|hvor|hvornar|hvordan|hvorfor|ikke|ja|nej|hej|tak|gerne|brug',
  pl: 'i|oraz|albo|lub|ale|jesli|ja|mnie|mi|moj|moja|moje|my|nam|nas|ty|cie|ci|twoj|pan|pani|on|ona|ono|oni|to|ten|ta|te|tego|jest|sa|byl|byla|bylo|byc|mam|ma|maja|miec|moge|moze|mozna|chce|musze|w|we|na|z|ze|do|od|o|po|dla|za|co|kto|gdzie|kiedy|jak|dlaczego|czy|nie|tak|juz|tez|sie|prosze|czesc|dziekuje|dzien|dobry',
  ru: 'и|а|но|или|если|я|меня|мне|мой|моя|мое|мои|моего|мы|нас|нам|наш|ты|вы|вас|вам|ваш|он|она|оно|они|это|этот|эта|эти|есть|был|была|было|быть|могу|может|можно|хочу|надо|нужно|в|во|на|с|со|к|о|об|от|до|из|за|по|для|у|что|кто|где|когда|как|почему|не|нет|да|уже|тоже|же|бы|пожалуйста|здравствуйте|привет|спасибо',
  tr: 've|veya|ama|ben|bana|beni|benim|biz|bize|sen|siz|size|o|onu|bu|su|var|yok|mi|mu|icin|ile|de|da|ne|nasil|neden|nerede|evet|hayir|cok|lutfen|merhaba|tesekkurler|istiyorum',
  ar: 'في|من|على|الى|إلى|عن|مع|انا|أنا|لي|هل|ما|ماذا|هذا|هذه|لا|نعم|او|أو|ان|أن|كيف|متى|اين|لماذا|اريد|أريد|مرحبا|شكرا|فضلك|لو',
  he: 'של|את|אני|לי|שלי|אתה|אתם|זה|זאת|הוא|היא|יש|אין|לא|כן|על|עם|מה|איך|מתי|איפה|למה|רוצה|צריך|שלום|תודה|בבקשה',
} as const;

export const STOP_WORDS: ReadonlySet<string> = new Set(
  Object.values(BY_LANGUAGE).flatMap((words) => words.split('|').map(fold)),
);

/** The same where no spaces are: what stands between the parts that say something. */
export const STOP_RUNS = new RegExp(
  [
    '我想要|我要|我想|请问|請問|帮我|幫我|可以|怎么|怎麼|什么|什麼|为什么|為什麼|请|請|谢谢|謝謝|你好|您好|我|你|您|的|了|吗|嗎|呢',
    'お願いします|お願い|ください|下さい|したい|です|ます',
    '주세요|주실래요|주시겠어요|싶어요|싶습니다|합니다|있나요|인가요|안녕하세요|감사합니다',
    'ขอ|ครับ|ค่ะ|คะ|สวัสดี|ขอบคุณ',
  ]
    .map((words) => words.split('|').map(fold).join('|'))
    .join('|'),
  'u',
);
