package io.countersign.shell.program;

/** The content of the file that a reference names. */
record FileRef(Ref path) {}
