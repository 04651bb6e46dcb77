// SPDX-License-Identifier: Apache-2.0
/**
 * Settings: the type of a declaration, the validation of all settings of a connector at once, and
 * the declarations that every source has, or that sources and sinks share. A vendor's own settings
 * are in the module of the vendor, those of the sink in the module of the sink. Nothing here opens
 * a connection. Open {@link io.tributary.common.config.Setting} first, then {@link
 * io.tributary.common.config.SettingsValidation} and {@link
 * io.tributary.common.config.SourceSettings}.
 */
package io.tributary.common.config;
