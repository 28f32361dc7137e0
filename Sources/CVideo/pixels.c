#include "include/pixels.h"

#include <string.h>

#include "vectorised.h"

VECTORISED
void cvideo_premultiply(const uint8_t *rgba, uint8_t *cairo, size_t cairo_stride,
                        size_t width, size_t height) {
  for (size_t y = 0; y < height; y++) {
    const uint8_t *source = rgba + 4 * width * y;
    uint8_t *target = cairo + cairo_stride * y;
    for (size_t x = 0; x < width; x++) {
      const unsigned a = source[4 * x + 3];
      target[4 * x] = (uint8_t)((source[4 * x + 2] * a + 127) / 255);
      target[4 * x + 1] = (uint8_t)((source[4 * x + 1] * a + 127) / 255);
      target[4 * x + 2] = (uint8_t)((source[4 * x] * a + 127) / 255);
      target[4 * x + 3] = (uint8_t)a;
    }
  }
}

void cvideo_unpremultiply(const uint8_t *cairo, size_t cairo_stride, uint8_t *rgba,
                          size_t width, size_t height) {
  for (size_t y = 0; y < height; y++) {
    const uint8_t *source = cairo + cairo_stride * y;
    uint8_t *target = rgba + 4 * width * y;
    for (size_t x = 0; x < width; x++, source += 4, target += 4) {
      const unsigned a = source[3];
      if (a == 255) {
        target[0] = source[2];
        target[1] = source[1];
        target[2] = source[0];
      } else if (a == 0) {
        target[0] = target[1] = target[2] = 0;
      } else {
        // Rounded to the nearest level; a component never exceeds its opacity.
        target[0] = (uint8_t)((source[2] * 255 + a / 2) / a);
        target[1] = (uint8_t)((source[1] * 255 + a / 2) / a);
        target[2] = (uint8_t)((source[0] * 255 + a / 2) / a);
      }
      target[3] = (uint8_t)a;
    }
  }
}

VECTORISED
static void pack_rgb(const uint8_t *cairo, uint8_t *rgb, size_t width) {
  for (size_t x = 0; x < width; x++) {
    rgb[3 * x] = cairo[4 * x + 2];
    rgb[3 * x + 1] = cairo[4 * x + 1];
    rgb[3 * x + 2] = cairo[4 * x];
  }
}

void cvideo_pack(const uint8_t *cairo, size_t cairo_stride, uint8_t *rows, size_t channels,
                 size_t width, size_t height) {
  if (channels == 4) {
    cvideo_unpremultiply(cairo, cairo_stride, rows, width, height);
  } else {
    for (size_t y = 0; y < height; y++)
      pack_rgb(cairo + cairo_stride * y, rows + 3 * width * y, width);
  }
}

VECTORISED
int cvideo_is_opaque(const uint8_t *cairo, size_t cairo_stride, size_t width, size_t height) {
  for (size_t y = 0; y < height; y++) {
    const uint8_t *row = cairo + cairo_stride * y;
    uint8_t all = 255;
    for (size_t x = 0; x < width; x++) all &= row[4 * x + 3];
    if (all != 255) return 0;
  }
  return 1;
}

VECTORISED
void cvideo_filter_up(const uint8_t *rows, uint8_t *filtered, size_t row_length, size_t count) {
  for (size_t y = 0; y < count; y++) {
    const uint8_t *row = rows + row_length * y;
    uint8_t *target = filtered + (row_length + 1) * y;
    *target++ = 2;
    if (y == 0) {
      memcpy(target, row, row_length);
    } else {
      const uint8_t *above = row - row_length;
      for (size_t x = 0; x < row_length; x++) target[x] = (uint8_t)(row[x] - above[x]);
    }
  }
}

VECTORISED
static void subtract(const uint8_t *row, const uint8_t *above, uint8_t *target, size_t length) {
  for (size_t i = 0; i < length; i++) target[i] = (uint8_t)(row[i] - above[i]);
}

void cvideo_filter_up_rgb(uint8_t *cairo, size_t cairo_stride, uint8_t *scratch,
                          size_t width, size_t height) {
  const size_t length = 3 * width;
  uint8_t *row = scratch, *above = scratch + length;
  memset(above, 0, length);
  // A filtered row is never longer than Cairo's, so it never reaches rows that are still to come.
  for (size_t y = 0; y < height; y++) {
    pack_rgb(cairo + cairo_stride * y, row, width);
    uint8_t *target = cairo + (length + 1) * y;
    *target = 2;
    subtract(row, above, target + 1, length);
    uint8_t *swap = above;
    above = row;
    row = swap;
  }
}
