package io.countersign.shell.program;

import com.google.common.collect.ImmutableSet;

/** Endings that files have and directories have not. */
final class FileNames {

  static final ImmutableSet<String> ENDINGS =
      ImmutableSet.copyOf(
          ("txt md rst json jsonl yaml yml toml xml csv tsv parquet zip gz tgz bz2 xz zst tar 7z jar"
                  + " war deb rpm whl png jpg jpeg gif svg webp ico pdf html htm css scss js mjs cjs"
                  + " ts jsx tsx vue py pyi rb go rs java kt scala c h cc cpp hpp cs swift sh bash zsh"
                  + " sql lock cfg ini conf env patch diff exe dll so dylib iso img log mp3 mp4 wav"
                  + " mkv ipynb tmpl tpl j2 proto graphql lua pl php ex exs erl hs ml clj tf tfvars"
                  + " hcl bak old orig sqlite sqlite3 db")
              .split(" "));

  private FileNames() {}
}
