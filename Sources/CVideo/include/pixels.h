#pragma once

#include <stddef.h>
#include <stdint.h>

// Loops over pixels. "cairo" stands for Cairo's CAIRO_FORMAT_ARGB32: 32-bit words, premultiplied,
// in memory blue, green, red, opacity. "rgba" is straight, in memory red, green, blue, opacity.

/// Straight RGBA, rows without gaps, to Cairo's format.
void cvideo_premultiply(const uint8_t *rgba, uint8_t *cairo, size_t cairo_stride,
                        size_t width, size_t height);

/// Cairo's format to straight RGBA, rows without gaps.
void cvideo_unpremultiply(const uint8_t *cairo, size_t cairo_stride, uint8_t *rgba,
                          size_t width, size_t height);

/// Whether every pixel is opaque.
int cvideo_is_opaque(const uint8_t *cairo, size_t cairo_stride, size_t width, size_t height);

/// PNG's filter "up": each row becomes a byte 2 and its differences from the row above.
void cvideo_filter_up(const uint8_t *rows, uint8_t *filtered, size_t row_length, size_t count);

/// Cairo's format to RGB rows filtered by "up", in place: fresh memory costs more than the work.
/// Afterwards the image starts with `height` rows of `3 * width + 1` bytes. The opacity is ignored.
/// `scratch` has room for two rows of RGB.
void cvideo_filter_up_rgb(uint8_t *cairo, size_t cairo_stride, uint8_t *scratch,
                          size_t width, size_t height);
