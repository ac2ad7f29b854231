package io.countersign.shell.interp;

import com.google.common.collect.ImmutableSet;
import io.countersign.shell.expand.Piece;

/**
 * Commands that print settings for a shell, and files that hold such settings: reading them into a
 * shell is everyday work, although their text is not at hand.
 */
final class ShellInit {

  /** Words by which a program is asked for shell code; each stands for many programs. */
  private static final ImmutableSet<String> REQUESTS =
      ImmutableSet.of(
          "completion",
          "completions",
          "init",
          "hook",
          "shellenv",
          "shell-init",
          "activate",
          "shell.bash",
          "shell.zsh",
          "shell.posix",
          "docker-env",
          "podman-env",
          "env",
          "alias",
          "shellinit",
          "export",
          "configure-shell",
          "generate-completion",
          "--completion",
          "--completion-script-bash",
          "--completion-script-zsh");

  private static final ImmutableSet<String> PROGRAMS =
      ImmutableSet.of(
          "ssh-agent",
          "gpg-agent",
          "dircolors",
          "lesspipe",
          "lesspipe.sh",
          "keychain",
          "resize",
          "tset",
          "thefuck",
          "direnv",
          "register-python-argcomplete",
          "systemctl",
          "perl",
          "luarocks",
          "opam");

  private static final ImmutableSet<String> FETCHERS =
      ImmutableSet.of(
          "curl", "wget", "nc", "ncat", "http", "ssh", "cat", "base64", "echo", "openssl");

  private static final ImmutableSet<String> FILES =
      ImmutableSet.of(
          "activate",
          ".bashrc",
          ".bash_profile",
          ".profile",
          ".zshrc",
          ".zprofile",
          ".zshenv",
          ".bash_aliases",
          ".env",
          ".envrc",
          "nvm.sh",
          "env",
          ".cargo/env",
          "profile",
          "bashrc",
          "os-release",
          "lsb-release",
          "bash_completion",
          "sdkman-init.sh",
          "conda.sh",
          "asdf.sh",
          "setvars.sh",
          "setup.bash",
          "emsdk_env.sh",
          "cargo-env",
          "ghcup-env",
          "mamba.sh",
          "rvm",
          "chruby.sh",
          "gitprompt.sh",
          "git-completion.bash",
          "path.bash.inc",
          "completion.bash.inc",
          "openrc",
          "environment",
          "install-ccw-env.sh");

  private ShellInit() {}

  static boolean isInit(Piece.Unknown unknown) {
    return unknown.kind() == Piece.Kind.OUTPUT && isInit(unknown.name());
  }

  /** Whether a command, as text, prints settings. */
  static boolean isInit(String command) {
    String[] words = command.strip().split("\\s+");
    String name = words[0].substring(words[0].lastIndexOf('/') + 1);
    if (FETCHERS.contains(name)) {
      return false;
    }
    if (PROGRAMS.contains(name)) {
      return true;
    }
    for (int i = 1; i < words.length && i < 6; i++) {
      if (REQUESTS.contains(words[i])) {
        return true;
      }
    }
    return false;
  }

  /** Whether a file, by its name, holds settings. */
  static boolean isSettingsFile(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return FILES.contains(name)
        || name.startsWith(".env.")
        || name.startsWith("activate.")
        || name.endsWith(".env")
        || path.startsWith("/etc/profile.d/")
        || path.startsWith("/usr/share/bash-completion/");
  }
}
