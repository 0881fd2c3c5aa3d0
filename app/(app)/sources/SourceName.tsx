interface SourceNameProps {
  readonly name: string;
  readonly url: string | null;
}

/** A publication, as a link where its address is known; it opens beside the page. */
export function SourceName({ name, url }: SourceNameProps) {
  if (url === null) return name;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {name}
    </a>
  );
}
