// One part of a piece of content: its settings, its texts, how it will look, and the ways to move, copy and remove it. Part of ContentEditScreen.
import { useState } from 'preact/hooks';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { fieldId } from './content-form.ts';
import { partKeys } from './content-keys.ts';
import type { ContentPartProps } from './content-props.ts';
import { partName } from './content-words.ts';
import { ContentTexts } from './ContentTexts.tsx';
import { PartPreview } from './PartPreview.tsx';
import { PartSettings } from './PartSettings.tsx';

export function ContentPart(props: ContentPartProps) {
  const { kind, now, part, number, onMoveUp, onMoveDown, onCopy, onRemove } = props;
  const [preview, setPreview] = useState(false);
  const name = partName(kind, part, number);
  return (
    <section class="edit-step">
      <div class="row row-apart">
        <h2 id={fieldId(`${part.id}.part`)} tabIndex={-1}>
          {name}
        </h2>
        <div class="row no-print">
          <Button
            kind="quiet"
            icon="up"
            about={name}
            disabled={!onMoveUp}
            onPress={() => onMoveUp?.()}
          >
            {t('desk:part.up')}
          </Button>
          <Button
            kind="quiet"
            icon="down"
            about={name}
            disabled={!onMoveDown}
            onPress={() => onMoveDown?.()}
          >
            {t('desk:part.down')}
          </Button>
          <Button
            kind="quiet"
            icon="plus"
            about={name}
            disabled={!onCopy}
            onPress={() => onCopy?.()}
          >
            {t('desk:part.copy')}
          </Button>
          <Button kind="quiet" icon="remove" about={name} onPress={onRemove}>
            {t('desk:part.remove')}
          </Button>
          <Button
            icon={preview ? 'up' : 'down'}
            expanded={preview}
            about={name}
            onPress={() => setPreview(!preview)}
          >
            {t('desk:preview')}
          </Button>
        </div>
      </div>
      {preview && <PartPreview kind={kind} now={now} part={part} />}
      <PartSettings {...props} />
      {partKeys(kind, part).map((key) => (
        <ContentTexts key={key.key} {...props} textKey={key} about={name} />
      ))}
    </section>
  );
}
