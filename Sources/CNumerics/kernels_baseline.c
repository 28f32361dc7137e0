#define LN_TABLE ln_baseline
#include "kernels.h"
