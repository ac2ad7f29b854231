package io.countersign.shell.path;

import com.google.common.collect.ImmutableSet;
import java.util.List;

/** What names of files and directories tell. */
final class Names {

  /** Made again by the next build, install or test run. */
  private static final ImmutableSet<String> BUILD =
      ImmutableSet.of(
          "node_modules",
          "bower_components",
          "jspm_packages",
          "build",
          "dist",
          "target",
          "out",
          "obj",
          "bin",
          "_build",
          "_output",
          "_artifacts",
          "_book",
          ".tiltbuild",
          "buildout",
          "release",
          "debug",
          ".next",
          ".nuxt",
          ".output",
          ".svelte-kit",
          ".angular",
          ".astro",
          ".vite",
          ".parcel-cache",
          ".turbo",
          ".cache",
          ".nx",
          ".docusaurus",
          "storybook-static",
          "coverage",
          "htmlcov",
          ".coverage",
          ".nyc_output",
          "lcov.info",
          "__pycache__",
          ".pytest_cache",
          ".mypy_cache",
          ".ruff_cache",
          ".hypothesis",
          ".tox",
          ".nox",
          "venv",
          ".venv",
          "env",
          ".eggs",
          "wheels",
          "vendor",
          "Pods",
          "DerivedData",
          ".build",
          ".gradle",
          ".kotlin",
          ".terraform",
          ".terragrunt-cache",
          ".serverless",
          ".aws-sam",
          "cdk.out",
          "cdktf.out",
          ".vercel",
          ".netlify",
          ".dart_tool",
          ".eslintcache",
          ".stylelintcache",
          ".sass-cache",
          ".jekyll-cache",
          "_site",
          ".bundle",
          "tmp",
          "temp",
          ".tmp",
          ".temp",
          "logs",
          "log",
          "test-results",
          "playwright-report",
          "allure-results",
          "reports",
          "generated",
          ".yarn",
          ".pnpm-store",
          "deps",
          "ebin",
          ".elixir_ls",
          "elm-stuff",
          ".stack-work",
          "dist-newstyle",
          "zig-out",
          "zig-cache",
          ".zig-cache",
          "CMakeFiles",
          "CMakeCache.txt",
          "cmake-build-debug",
          "cmake-build-release",
          "bazel-bin",
          "bazel-out",
          "bazel-testlogs",
          "buck-out",
          ".ipynb_checkpoints",
          ".DS_Store",
          "nohup.out",
          "npm-debug.log",
          "yarn-error.log",
          ".bsp",
          ".metals",
          ".bloop",
          ".scannerwork");

  private static final ImmutableSet<String> BUILD_ENDINGS =
      ImmutableSet.of(
          ".log",
          ".pyc",
          ".pyo",
          ".o",
          ".obj",
          ".class",
          ".tmp",
          ".temp",
          ".swp",
          ".swo",
          ".cache",
          ".pid",
          ".egg-info",
          ".dist-info",
          ".tsbuildinfo",
          ".gcda",
          ".gcno",
          ".d",
          ".out",
          ".aux",
          ".toc",
          ".elc",
          ".beam",
          ".rlib",
          ".a",
          ".lib",
          ".so",
          ".dll",
          ".dylib",
          ".exe",
          ".wasm",
          ".gch",
          ".pch",
          ".coverprofile",
          ".whl",
          ".bak~",
          ".orig",
          ".prof",
          ".pprof",
          ".lcov",
          ".rej",
          "~");

  /** Below a home directory: what tools fetch again. */
  private static final ImmutableSet<String> CACHES =
      ImmutableSet.of(
          ".cache",
          ".npm",
          "Caches",
          "node_modules",
          "__pycache__",
          ".pytest_cache",
          ".mypy_cache",
          ".ruff_cache",
          ".tox",
          ".venv",
          ".Trash",
          "Trash",
          ".pnpm-store",
          "_cacache",
          "DerivedData",
          ".ivy2",
          ".ccache",
          ".eslintcache",
          ".yarn",
          ".nuget",
          ".next",
          ".turbo");

  /** Directories that hold nothing but completions. */
  private static final ImmutableSet<String> COMPLETIONS =
      ImmutableSet.of(
          "bash_completion.d",
          "site-functions",
          "vendor_completions.d",
          "vendor-completions",
          ".zfunc");

  /** Directories whose {@code completions} directory holds nothing else. */
  private static final ImmutableSet<String> COMPLETED_SHELLS =
      ImmutableSet.of("bash-completion", "fish", "zsh", ".zsh", ".bash", ".oh-my-zsh");

  private static final ImmutableSet<String> SECRETS =
      ImmutableSet.of(
          ".ssh",
          ".gnupg",
          ".aws",
          ".kube",
          ".azure",
          ".gcloud",
          ".password-store",
          ".netrc",
          ".pgpass",
          ".vault-token",
          ".docker",
          "gcloud",
          "keyrings",
          "Keychains",
          ".age",
          ".sops");

  private static final ImmutableSet<String> PACKAGE_CACHES =
      ImmutableSet.of(
          "/var/cache/apt",
          "/var/lib/apt/lists",
          "/var/cache/apk",
          "/var/cache/dnf",
          "/var/cache/yum",
          "/var/cache/zypp",
          "/var/cache/pacman",
          "/var/cache/ldconfig",
          "/var/cache/debconf",
          "/var/cache/man",
          "/etc/apk/cache",
          "/opt/conda/pkgs");

  private Names() {}

  /** Where a path lies that is known to be inside the workspace. */
  static Area inWorkspace(List<String> below) {
    if (below.get(0).equals(".git") || below.contains(".git")) {
      return Area.REPOSITORY;
    }
    for (String part : below) {
      if (BUILD.contains(part) || part.startsWith("cmake-build-")) {
        return Area.BUILD;
      }
    }
    String last = below.get(below.size() - 1);
    for (String ending : BUILD_ENDINGS) {
      if (last.endsWith(ending) && last.length() > ending.length()) {
        return Area.BUILD;
      }
    }
    return Area.WORKSPACE;
  }

  /** Whether a package manager of the system fetches what lies there again. */
  static boolean isPackageCache(String path) {
    for (String cache : PACKAGE_CACHES) {
      if (path.startsWith(cache)
          && (path.length() == cache.length() || path.charAt(cache.length()) == '/')) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether it is a file of completions for a shell: the program that it is for prints it again
   * ({@code kubectl completion fish > ~/.config/fish/completions/kubectl.fish}).
   */
  static boolean isCompletion(List<String> parts) {
    for (int i = 0; i + 1 < parts.size(); i++) {
      if (COMPLETIONS.contains(parts.get(i))) {
        return true;
      }
      boolean ofShell = i > 0 && COMPLETED_SHELLS.contains(parts.get(i - 1));
      if (ofShell && (parts.get(i).equals("completions") || parts.get(i).equals("completion"))) {
        return true;
      }
    }
    return false;
  }

  static boolean isSecret(List<String> parts) {
    for (String part : parts) {
      if (SECRETS.contains(part)) {
        return true;
      }
    }
    return false;
  }

  static boolean isCache(List<String> parts) {
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      String next = i + 1 < parts.size() ? parts.get(i + 1) : "";
      if (CACHES.contains(part)
          || (part.equals(".m2") && next.equals("repository"))
          || (part.equals(".gradle") && (next.equals("caches") || next.equals("daemon")))
          || (part.equals(".cargo") && (next.equals("registry") || next.equals("git")))
          || (part.equals("pkg") && next.equals("mod"))) {
        return true;
      }
    }
    return false;
  }
}
