/**
 * {@code countersign.yaml}: what an operator says about people, roles, environments, stores and
 * policy. {@link io.countersign.config.GuardConfiguration} is the checked content, {@link
 * io.countersign.config.ConfigurationFinder} finds and reads the file, {@link
 * io.countersign.config.ConfiguredGuard} makes a guard of it. The form is published as
 * docs/schemas/countersign.schema.json and explained in docs/configuration.md.
 */
@NullMarked
package io.countersign.config;

import org.jspecify.annotations.NullMarked;
