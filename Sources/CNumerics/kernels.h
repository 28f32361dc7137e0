// All kernels, compiled for one level of the processor. The file that includes this defines
// LN_TABLE, the name of the table, and for AVX-512 LN_WIDE.
#include "CNumerics.h"
#pragma clang fp contract(off)
#include "lanes.h"
#include "product.h"
#include "elementwise.h"
#include "reduction.h"
#include "indexing.h"
#include "window.h"
#include "random.h"

const LNKernels LN_TABLE = {
  .elementwise = elementwise, .product = product, .dots = dot_product,
  .sum = sum, .maximum = maximum, .argmax = argmax,
  .copy = copy_strided, .gather = gather, .scatter = scatter, .sparse = sparse_product,
  .unfold = unfold, .fold = fold,
  .uniform = uniform, .normal = normal, .shuffle = shuffle,
};
