import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { PlugDisconnected24Regular } from '@fluentui/react-icons/svg/plug-disconnected';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '8px',
    padding: '16px',
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
  },
});

interface Props {
  what: string;
  error: Error | null;
  onRetry: () => void;
}

/** What stands where something could not be read. */
export function Failed({ what, error, onRetry }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.root} role="alert">
      <PlugDisconnected24Regular aria-hidden />
      <Text weight="semibold">{what}</Text>
      {error && <Text>{error.message}</Text>}
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
