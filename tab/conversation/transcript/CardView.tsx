/** A bot's Adaptive Card as the customer saw it, to look at and not to press. A chunk of its own. */
import { useEffect, useRef } from 'react';
import { AdaptiveCard, HostConfig } from 'adaptivecards';
import { makeStyles, tokens } from '@fluentui/react-components';
import { transcriptWords } from '../../words/transcript';
import { markdownToHtml } from './markdown';
import { showsAnything } from './showsAnything';

const LARGEST = 200_000;

const color = (name: string) => ({ default: name, subtle: name });
const foreground = {
  default: { default: tokens.colorNeutralForeground1, subtle: tokens.colorNeutralForeground2 },
  dark: color(tokens.colorNeutralForeground1),
  light: color(tokens.colorNeutralForeground1),
  accent: color(tokens.colorBrandForeground1),
  good: color(tokens.colorPaletteGreenForeground1),
  warning: color(tokens.colorPaletteDarkOrangeForeground1),
  attention: color(tokens.colorPaletteRedForeground1),
};
const container = (backgroundColor: string) => ({ backgroundColor, foregroundColors: foreground });

const hostConfig = new HostConfig({
  fontFamily: tokens.fontFamilyBase,
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 22 },
  containerStyles: {
    default: container('transparent'),
    emphasis: container(tokens.colorNeutralBackground3),
    good: container(tokens.colorPaletteGreenBackground1),
    attention: container(tokens.colorPaletteRedBackground1),
    warning: container(tokens.colorPaletteYellowBackground1),
    accent: container(tokens.colorBrandBackground2),
  },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 4 },
  actions: { maxActions: 20, actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 8 },
  supportsInteractivity: true,
});

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdownToHtml(text);
  result.didProcess = true;
};

const useStyles = makeStyles({
  card: {
    minWidth: '180px',
    maxWidth: '100%',
    overflowX: 'auto',
    '& p': { margin: 0 },
    '& .ac-horizontal-separator': { borderTopColor: `${tokens.colorNeutralStroke2} !important` },
    // The library's own rule lets long words push a value out of the card.
    '& .ac-factset td:last-child *': { wordBreak: 'break-word' },
    '& .ac-actionSet': { flexWrap: 'wrap', rowGap: tokens.spacingVerticalXS },
    '& button, & input, & select, & textarea': {
      font: 'inherit',
      color: tokens.colorNeutralForeground2,
      backgroundColor: tokens.colorNeutralBackground1,
      border: `1px dashed ${tokens.colorNeutralStroke1}`,
      borderRadius: tokens.borderRadiusMedium,
      padding: '4px 10px',
      maxWidth: '100%',
    },
  },
});

export function CardView({ content }: { content: unknown }) {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.replaceChildren(draw(content));
  }, [content]);
  return <div className={styles.card} ref={place} data-testid="adaptive-card" />;
}

function draw(content: unknown): Node {
  try {
    if (JSON.stringify(content).length > LARGEST) throw new Error('The card is too large');
    const card = new AdaptiveCard();
    card.hostConfig = hostConfig;
    card.parse(content);
    const drawn = card.render();
    if (!drawn || !showsAnything(drawn)) throw new Error('The card is empty');
    for (const control of drawn.querySelectorAll<HTMLInputElement>('button, input, select, textarea')) {
      control.disabled = true;
    }
    for (const pressable of drawn.querySelectorAll('[tabindex], [role="button"]')) {
      pressable.removeAttribute('tabindex');
      if (pressable.tagName !== 'BUTTON') pressable.removeAttribute('role');
    }
    return drawn;
  } catch {
    return document.createTextNode(transcriptWords.message.cardFailed);
  }
}
