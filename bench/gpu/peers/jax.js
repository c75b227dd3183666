export * as jax from '@jax-js/jax';
