// Takes or chooses a picture of a place, says first what must not be on it, and asks what is to be seen. Part of PlacePhotos.
import { useEffect, useState } from 'preact/hooks';
import type { Row } from '#device/database.ts';
import { useDevice } from '#device/live.ts';
import { measureStorage } from '#device/storage.ts';
import { formatBytes } from '#i18n/format.ts';
import { language, t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { Button } from '#ui/Button.tsx';
import { Checkbox } from '#ui/Checkbox.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { ErrorSummary, type FormError } from '#ui/ErrorSummary.tsx';
import { FileButton } from '#ui/FileButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { TextField } from '#ui/TextField.tsx';
import { addPhoto, type Photo, PHOTOS, textKey } from './photos-actions.ts';

export type PhotoEditorProps = {
  readonly place: Row<'place'>;
  /** @param added whether a picture was kept */
  readonly onEnd: (added: boolean) => void;
};

const ids = { file: 'photo-file', words: 'photo-words', people: 'photo-people' } as const;
/** Less than this free, and the next photos may not fit. */
const LITTLE_ROOM = 20 * 1024 * 1024;

export function PhotoEditor({ place, onEnd }: PhotoEditorProps) {
  const device = useDevice();
  const free = PHOTOS.find((one) => place.media?.[one] === undefined);
  const [photo, setPhoto] = useState<Photo>(free ?? PHOTOS[0]);
  const [chosen, setChosen] = useState<{ readonly file: File; readonly url: string }>();
  const [words, setWords] = useState<Readonly<Record<string, string>>>({});
  const [nobody, setNobody] = useState(false);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const room = useFreeRoom();
  const errorAt = (id: string) => errors.find((error) => error.fieldId === id)?.text;
  const wordsOf = (lang: string): string =>
    words[lang] ?? place.text?.[`${lang}.${textKey(photo)}`] ?? '';

  useEffect(() => () => URL.revokeObjectURL(chosen?.url ?? ''), [chosen]);

  const choose = async (file: File): Promise<void> => {
    setProblem(undefined);
    // Whatever its name says: a picture is what the browser can draw.
    const picture = await createImageBitmap(file).catch(() => undefined);
    picture?.close();
    setErrors(picture ? [] : [{ fieldId: ids.file, text: t('places:photo.notPicture') }]);
    setChosen(picture && { file, url: URL.createObjectURL(file) });
  };
  const save = async (): Promise<void> => {
    const found: FormError[] = [];
    if (!chosen) found.push({ fieldId: ids.file, text: t('places:photo.missing') });
    if (wordsOf(language.value).trim() === '')
      found.push({ fieldId: ids.words, text: t('places:photo.words.missing') });
    if (!nobody) found.push({ fieldId: ids.people, text: t('places:photo.people.missing') });
    setErrors(found);
    setProblem(undefined);
    if (!chosen || found.length > 0) return;
    setBusy(true);
    const told = Object.fromEntries(languages.map(({ code }) => [code, wordsOf(code)]));
    const added = await addPhoto(device, place, photo, chosen.file, told);
    setBusy(false);
    if (added.ok) onEnd(true);
    else if (added.code === 'not-a-picture')
      setErrors([{ fieldId: ids.file, text: t('places:photo.notPicture') }]);
    else setProblem(added.code);
  };

  return (
    <form
      class="stack place-photo-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3>{t('places:photo.add')}</h3>
      <Notice kind="careful" title={t('places:photo.people')}>
        <p>{t('places:photo.people.do')}</p>
      </Notice>
      {room !== undefined && (
        <Notice kind="careful" title={t('places:photo.room', { size: formatBytes(room) })}>
          <p>{t('places:photo.room.do')}</p>
        </Notice>
      )}
      <ErrorSummary errors={errors} />
      {problem !== undefined && (
        <Notice kind="problem" live title={t('places:photo.notKept')}>
          <p>{t(`errors:${problem}`)}</p>
        </Notice>
      )}
      <ChoiceList
        label={t('places:photo.what')}
        compact
        value={photo}
        choices={PHOTOS.map((value) => ({ value, label: t(`places:photo.${value}`) }))}
        onChange={(value) => setPhoto(value as Photo)}
      />
      {place.media?.[photo] !== undefined && <p>{t('places:photo.replaces')}</p>}
      <div class="row">
        <FileButton
          id={ids.file}
          icon="camera"
          accept="image/*"
          camera
          invalid={errorAt(ids.file) !== undefined}
          describedBy="photo-chosen"
          onFile={(file) => void choose(file)}
        >
          {t('places:photo.take')}
        </FileButton>
        <FileButton
          icon="upload"
          accept="image/*"
          describedBy="photo-chosen"
          onFile={(file) => void choose(file)}
        >
          {t('places:photo.choose')}
        </FileButton>
      </div>
      <div id="photo-chosen" role="status">
        {chosen && (
          <img class="place-photo-chosen" src={chosen.url} alt={t('places:photo.chosen')} />
        )}
      </div>
      {languages.map(({ code, ownName }) => (
        <TextField
          key={code}
          id={code === language.value ? ids.words : undefined}
          label={t('places:photo.words', { language: ownName })}
          hint={code === language.value ? t('places:photo.words.hint') : undefined}
          optional={code === language.value ? undefined : t('places:photo.optional')}
          error={code === language.value ? errorAt(ids.words) : undefined}
          value={wordsOf(code)}
          onInput={(text) => setWords({ ...words, [code]: text })}
        />
      ))}
      <Checkbox
        id={ids.people}
        label={t('places:photo.nobody')}
        checked={nobody}
        error={errorAt(ids.people)}
        onChange={setNobody}
      />
      <div class="row">
        <Button onPress={() => onEnd(false)}>{t('common:cancel')}</Button>
        <Button type="submit" kind="primary" icon="check" disabled={busy}>
          {t(busy ? 'places:photo.keeping' : 'common:save')}
        </Button>
      </div>
    </form>
  );
}

/** Bytes left, when there are few; undefined while there is room or the browser does not tell. */
function useFreeRoom(): number | undefined {
  const [left, setLeft] = useState<number>();
  useEffect(() => {
    void measureStorage().then(({ storageUsed, storageQuota }) => {
      if (storageUsed === undefined || storageQuota === undefined) return;
      const free = Math.max(0, storageQuota - storageUsed);
      if (free < LITTLE_ROOM) setLeft(free);
    });
  }, []);
  return left;
}
