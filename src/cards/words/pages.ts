/**
 * For everybody: the three pages a Teams manifest must name, and what a browser shows instead of the tab. Whoever runs a
 * desk publicly links their own pages. Pure.
 */
const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Handoff Desk</title>
<style>
  body { font: 1rem/1.6 "Segoe UI", system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1.25rem; }
  h1 { font-size: 1.75rem; line-height: 1.2 } h2 { font-size: 1.15rem; margin-top: 2rem }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;

export const aboutPage = page(
  'About',
  `<p>Handoff Desk is a Microsoft Teams app for the people who take over when a bot cannot help.
A customer's bot hands the conversation over, an agent claims it in a Teams channel and answers from the app's tab,
and the bot takes the customer back when the agent is done.</p>
<h2>Getting help</h2>
<p>In Teams, say <strong>help</strong> to the app, in a channel it was added to or in a conversation with it. For everything else ask
the administrators of the organisation that runs this desk.</p>
<p><a href="/privacy">Privacy</a> · <a href="/terms">Terms of use</a></p>`,
);

export const privacyPage = page(
  'Privacy',
  `<p>Handoff Desk connects a customer who writes to a bot in Microsoft Teams with a person who can help.
It runs on servers of the organisation that installed it; the makers of the software receive nothing.</p>
<h2>What it keeps</h2>
<ul>
<li>The conversation: what the customer, the bot and the agent wrote, with times and names as Teams shows them.</li>
<li>What the bot captured and handed over.</li>
<li>Who claimed, transferred and ended the conversation, and the notes colleagues left for each other.</li>
<li>The members of the teams it was added to, so that it knows who may answer.</li>
</ul>
<h2>Why</h2>
<p>To route the conversation to the right team, to carry messages both ways, and to let the organisation look back
at what was said. In a team it was added to, it reads replies under its own cards and keeps them as notes;
it keeps no other channel message.</p>
<h2>Who sees it</h2>
<p>Members of the queue's team and the organisation's managers of the desk. Secrets of connected bots are encrypted
and never shown again. Words of customers are not written to logs.</p>
<h2>How long, and how to have it deleted</h2>
<p>That is for the organisation that runs this desk to decide. Ask its administrators for a copy, a correction or a
deletion; they can also tell you whom to contact about data protection.</p>`,
);

export const termsPage = page(
  'Terms of use',
  `<p>This desk is offered to you by the organisation that runs it, for talking with its customers and colleagues.
Its own rules on the use of Microsoft Teams apply here as well.</p>
<h2>For agents</h2>
<p>What you write in the composer reaches the customer under your name. Notes and replies in the channel stay among
colleagues. Treat what customers tell you as confidential.</p>
<h2>For everybody</h2>
<p>The software is provided as it is, without warranty. Messages are delivered through Microsoft Teams and may be
late when Teams is; the desk says so when one could not be delivered. Do not use it for emergencies.</p>`,
);

export const NO_SUCH_FILE = 'There is no such file.';
export const TAB_NOT_BUILT = 'The tab has not been built. Run: npm run build';
export const ADDRESS_UNREADABLE = 'This address cannot be read.';

/** What a link to a view of the history is called. */
export const HISTORY = 'History';
